package io.gost.plugin.socks4;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * Options of the connector.
 *
 * @param timeout time for the proxy's answer; zero for none
 * @param disable4a whether names are resolved here, for proxies that know SOCKS4 only
 */
record Socks4ConnectorOptions(Duration timeout, boolean disable4a) {
    static Socks4ConnectorOptions read(Options options) {
        return new Socks4ConnectorOptions(
                options.duration("timeout")
                        .help("time for the proxy's answer")
                        .orElse(Duration.ZERO),
                options.bool("disable4a")
                        .help("resolve names here and send addresses, as SOCKS4 without 4a")
                        .orElse(false));
    }
}
