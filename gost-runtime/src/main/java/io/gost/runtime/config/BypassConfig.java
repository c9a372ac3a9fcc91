package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Which targets are left out.
 *
 * @param name names the object; references use it
 * @param reverse deprecated: {@code whitelist}
 * @param whitelist whether everything but the matching targets is left out
 * @param network only for this network
 * @param matchers address patterns
 * @param reload how often the loaders are asked again; zero means once
 * @param file more entries from a file
 * @param redis more entries from a Redis server
 * @param http more entries from a web server
 * @param plugin an external service that answers instead of everything above
 */
@Guarded
public record BypassConfig(
        @Always String name,
        boolean reverse,
        boolean whitelist,
        String network,
        List<String> matchers,
        Duration reload,
        @Nullable FileLoaderConfig file,
        @Nullable RedisLoaderConfig redis,
        @Nullable HttpLoaderConfig http,
        @Nullable PluginConfig plugin) {
    /** Keeps the lists as they are now. */
    public BypassConfig {
        matchers = Entries.copy(matchers);
    }
}
