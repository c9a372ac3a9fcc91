package io.gost.plugin.forward;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * The keys of handler {@code tcp}.
 *
 * @param idleTimeout ends a relay on which nothing was sent for so long; zero for never
 * @param stateless whether a client of datagrams gets one reply to one datagram
 * @param readTimeout how long that reply is waited for
 */
record ForwardOptions(Duration idleTimeout, boolean stateless, Duration readTimeout) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
    private static final int DATAGRAM_BUFFER = 4096;

    static ForwardOptions read(Options options) {
        Duration idleTimeout =
                options.duration("idleTimeout")
                        .help("end a relay on which neither side sent anything for so long")
                        .orElse(Duration.ZERO);
        boolean stateless =
                options.bool("stateless")
                        .help("datagrams only: one reply to one datagram ends the session")
                        .orElse(false);
        Duration readTimeout =
                options.duration("readTimeout")
                        .help("with stateless: time for the reply; with sniffing: for the response")
                        .orElseIfZero(READ_TIMEOUT);
        readUnavailable(options);
        return new ForwardOptions(
                idleTimeout, stateless, readTimeout.isPositive() ? readTimeout : READ_TIMEOUT);
    }

    private static void readUnavailable(Options options) {
        options.integer("proxyProtocol")
                .help("version of the PROXY header sent to the target")
                .between(0, 2)
                .unavailable();
        options.bytes("bufferSize", "readBufferSize", "udp.bufferSize")
                .help("size of datagrams; no effect, they are never cut")
                .orElseIfZero(DATAGRAM_BUFFER);
        SharedKeys.sniffing(options);
        options.bool("http.keepalive")
                .help("with sniffing: reuse connections to the target")
                .orElse(false);
        SharedKeys.caching(options);
    }
}
