package io.gost.runtime.config;

import java.util.List;

/**
 * One address and its names.
 *
 * @param ip the address
 * @param hostname the name; {@code .example.org} includes sub-domains
 * @param aliases further names
 */
public record HostMappingConfig(@Always String ip, @Always String hostname, List<String> aliases) {
    /** Keeps the lists as they are now. */
    public HostMappingConfig {
        aliases = Entries.copy(aliases);
    }
}
