package io.gost.plugin.forward;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * The keys of handler {@code tcp}.
 *
 * @param idleTimeout ends a relay on which nothing was sent for so long; zero for never
 */
record ForwardOptions(Duration idleTimeout) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
    private static final int DATAGRAM_BUFFER = 4096;

    static ForwardOptions read(Options options) {
        Duration idleTimeout =
                options.duration("idleTimeout")
                        .help("end a relay on which neither side sent anything for so long")
                        .orElse(Duration.ZERO);
        readUnavailable(options);
        return new ForwardOptions(idleTimeout);
    }

    private static void readUnavailable(Options options) {
        options.integer("proxyProtocol")
                .help("version of the PROXY header sent to the target")
                .between(0, 2)
                .unavailable();
        options.bool("stateless").help("one request datagram, one reply datagram").unavailable();
        options.bytes("bufferSize", "readBufferSize", "udp.bufferSize")
                .help("size of datagrams; no effect on streams")
                .orElseIfZero(DATAGRAM_BUFFER);
        SharedKeys.sniffing(options);
        options.duration("readTimeout")
                .help("with sniffing: time for the target's response")
                .orElseIfZero(READ_TIMEOUT);
        options.bool("http.keepalive")
                .help("with sniffing: reuse connections to the target")
                .orElse(false);
        SharedKeys.caching(options);
    }
}
