package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Who may log in.
 *
 * @param name names the object; references use it
 * @param auths the accounts given here
 * @param reload how often the loaders are asked again; zero means once
 * @param file more entries from a file
 * @param redis more entries from a Redis server
 * @param http more entries from a web server
 * @param plugin an external service that answers instead of everything above
 */
@Guarded
public record AutherConfig(
        @Always String name,
        List<AuthConfig> auths,
        Duration reload,
        @Nullable FileLoaderConfig file,
        @Nullable RedisLoaderConfig redis,
        @Nullable HttpLoaderConfig http,
        @Nullable PluginConfig plugin) {
    /** Keeps the lists as they are now. */
    public AutherConfig {
        auths = Entries.copy(auths);
    }
}
