package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How names are resolved.
 *
 * @param name names the object; references use it
 * @param nameservers asked in this order
 * @param plugin the external service that does the work
 */
public record ResolverConfig(
        @Always String name, List<NameserverConfig> nameservers, @Nullable PluginConfig plugin) {
    /** Keeps the lists as they are now. */
    public ResolverConfig {
        nameservers = Entries.copy(nameservers);
    }
}
