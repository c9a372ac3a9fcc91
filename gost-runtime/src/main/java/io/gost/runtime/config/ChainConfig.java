package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A way through proxies: hops in the order they are passed.
 *
 * @param name names the object; references use it
 * @param selector for the hops given here that have none
 * @param hops first the nearest
 * @param metadata free options
 */
public record ChainConfig(
        @Always String name,
        @Nullable SelectorConfig selector,
        @Always List<HopConfig> hops,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public ChainConfig {
        hops = Entries.copy(hops);
    }
}
