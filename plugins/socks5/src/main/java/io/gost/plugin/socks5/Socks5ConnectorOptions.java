package io.gost.plugin.socks5;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * Options of the connector.
 *
 * @param timeout bound of method negotiation with login, and of the request, each; zero for none
 * @param unavailable keys that ask for what this version lacks
 */
record Socks5ConnectorOptions(Duration timeout, UnavailableKeys unavailable) {
    static Socks5ConnectorOptions read(Options options) {
        Duration timeout =
                options.duration("timeout")
                        .help("time for negotiation with login, and again for the request")
                        .orElse(Duration.ZERO);
        NoTls.read(options);
        return new Socks5ConnectorOptions(timeout, UnavailableKeys.ofConnector(options));
    }
}
