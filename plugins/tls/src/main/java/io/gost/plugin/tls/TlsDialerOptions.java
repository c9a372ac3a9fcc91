package io.gost.plugin.tls;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.time.Duration;

/**
 * The options of the dialer.
 *
 * @param socket the options of its sockets
 * @param handshakeTimeout zero for the route's own deadline alone
 */
record TlsDialerOptions(SocketOptions socket, Duration handshakeTimeout) {
    static TlsDialerOptions read(Options options) {
        return new TlsDialerOptions(
                SocketOptions.ofDialer(options),
                options.duration("handshakeTimeout")
                        .help("time for the TLS handshake; 0 for as long as the route may take")
                        .orElse(Duration.ZERO));
    }
}
