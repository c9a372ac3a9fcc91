package io.gost.plugin.sticky;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * The options.
 *
 * @param ttl how long a client is remembered after its last request
 * @param clients how many clients are remembered
 */
record StickyOptions(Duration ttl, int clients) {
    static StickyOptions read(Options options) {
        return new StickyOptions(
                options.duration("ttl")
                        .between(Duration.ofSeconds(1), Duration.ofDays(30))
                        .help("how long a client is remembered after its last request")
                        .orElse(Duration.ofMinutes(10)),
                options.integer("clients", "size")
                        .between(1, 10_000_000)
                        .help(
                                "clients remembered; beyond, those not seen for longest are"
                                        + " forgotten")
                        .orElse(65_536));
    }
}
