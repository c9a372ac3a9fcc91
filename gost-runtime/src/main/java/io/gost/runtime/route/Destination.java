package io.gost.runtime.route;

import io.gost.spi.Target;

/** A member that a forwarder can lead to. */
public interface Destination extends Member {
    /**
     * Where it is.
     *
     * @return the target
     */
    Target target();
}
