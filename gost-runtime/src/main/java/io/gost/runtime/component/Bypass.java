package io.gost.runtime.component;

import io.gost.spi.Target;

/**
 * Tells which targets are left out: refused where a service has it, not sent to a node or through a
 * hop that has it. Any thread.
 */
@FunctionalInterface
public interface Bypass {
    /** Leaves out nothing. */
    Bypass NONE = _ -> false;

    /**
     * Whether a target is left out.
     *
     * @param target as the client named it
     * @return {@code true} to leave it out
     */
    boolean contains(Target target);
}
