package io.gost.plugin.mtcp;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * What listener and dialer are tuned by; the multiplexer reads its own keys.
 *
 * @param sockets options of the sockets
 * @param backlog streams of a connection without a request; a dialer has none
 */
record MtcpOptions(SocketOptions sockets, int backlog) {
    /** Here, unlike elsewhere, an absent {@code mux.version} means 2. */
    static final int MUX_VERSION = 2;

    static MtcpOptions ofListener(Options options) {
        int backlog = SharedKeys.streamBacklog(options, "backlog");
        SharedKeys.multiplexing(options, MUX_VERSION);
        return new MtcpOptions(SocketOptions.ofListener(options), backlog);
    }

    static MtcpOptions ofDialer(Options options) {
        options.duration("handshakeTimeout")
                .help("no effect: the connection has no handshake")
                .orElse(Duration.ZERO);
        SharedKeys.multiplexing(options, MUX_VERSION);
        return new MtcpOptions(SocketOptions.ofDialer(options), 0);
    }
}
