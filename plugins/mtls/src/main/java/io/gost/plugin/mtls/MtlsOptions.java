package io.gost.plugin.mtls;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * What listener and dialer are tuned by; the multiplexer reads its own keys.
 *
 * @param socket options of the sockets
 * @param handshakeTimeout of a dialer; zero for the route's own deadline alone
 */
record MtlsOptions(SocketOptions socket, Duration handshakeTimeout) {
    static MtlsOptions ofListener(Options options) {
        SharedKeys.backlog(options);
        SharedKeys.multiplexing(options);
        return new MtlsOptions(SocketOptions.ofListener(options), Duration.ZERO);
    }

    static MtlsOptions ofDialer(Options options) {
        SharedKeys.multiplexing(options);
        return new MtlsOptions(
                SocketOptions.ofDialer(options),
                options.duration("handshakeTimeout")
                        .help("time for the TLS handshake; 0 for as long as the route may take")
                        .orElse(Duration.ZERO));
    }
}
