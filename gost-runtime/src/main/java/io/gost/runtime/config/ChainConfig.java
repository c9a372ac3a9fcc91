package io.gost.runtime.config;

import java.util.List;

/**
 * A way through proxies: hops in the order they are passed.
 *
 * @param name names the object; references use it
 * @param hops first the nearest
 * @param metadata free options
 */
public record ChainConfig(
        @Always String name, @Always List<HopConfig> hops, OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public ChainConfig {
        hops = Entries.copy(hops);
    }
}
