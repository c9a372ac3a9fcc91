package io.gost.runtime.route;

import io.gost.runtime.select.Selectable;

/** One of a group: a node of a hop, a target of a forwarder, a chain of a chain group. */
public interface Member extends Selectable {
    /**
     * Which requests it serves.
     *
     * @return the terms
     */
    Terms terms();
}
