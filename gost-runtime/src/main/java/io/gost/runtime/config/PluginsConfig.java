package io.gost.runtime.config;

import java.util.List;

/**
 * Which plugins may be used. Read at start only: code is loaded once per process.
 *
 * @param allow plugins by name, module or file; absent for all
 * @param sha256 the digest of each file by its path within the plugins directory, in hexadecimal
 *     digits; a file that is not listed is refused; absent for no such check
 */
@Guarded
public record PluginsConfig(List<String> allow, OpaqueMap<String> sha256) {
    /** Keeps the list as it is now. */
    public PluginsConfig {
        allow = Entries.copy(allow);
    }
}
