package io.gost.plugin.forward;

import io.gost.spi.Options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of handler {@code tcp}.
 *
 * @param idleTimeout ends a relay on which nothing was sent for so long; zero for never
 * @param unavailable keys that switch on what this version does not have, in the order read
 */
record ForwardOptions(Duration idleTimeout, List<String> unavailable) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
    private static final int DATAGRAM_BUFFER = 4096;
    private static final int MAX_CACHED_BODY = 1 << 20;

    ForwardOptions {
        unavailable = List.copyOf(unavailable);
    }

    static ForwardOptions read(Options options) {
        Duration idleTimeout =
                options.duration("idleTimeout")
                        .help("end a relay on which neither side sent anything for so long")
                        .orElse(Duration.ZERO);
        List<String> unavailable = new ArrayList<>();
        readRaw(options, unavailable);
        readSniffing(options, unavailable);
        readInterception(options, unavailable);
        readCache(options, unavailable);
        return new ForwardOptions(idleTimeout, unavailable);
    }

    private static void readRaw(Options options, List<String> unavailable) {
        int proxyProtocol =
                options.integer("proxyProtocol")
                        .help("version of the PROXY header sent to the target; not available yet")
                        .between(0, 2)
                        .orElse(0);
        if (proxyProtocol > 0) {
            unavailable.add("proxyProtocol");
        }
        boolean stateless =
                options.bool("stateless")
                        .help("one request datagram, one reply datagram; not available yet")
                        .orElse(false);
        if (stateless) {
            unavailable.add("stateless");
        }
        options.bytes("bufferSize", "readBufferSize", "udp.bufferSize")
                .help("size of datagrams; no effect on streams")
                .orElseIfZero(DATAGRAM_BUFFER);
    }

    private static void readSniffing(Options options, List<String> unavailable) {
        boolean sniffing =
                options.bool("sniffing")
                        .help("find out what the client speaks; not available yet")
                        .orElse(false);
        if (sniffing) {
            unavailable.add("sniffing");
        }
        // Without sniffing these have no effect, in GOST either.
        options.duration("sniffing.timeout")
                .help("with sniffing: time for the client's first bytes")
                .orElse(Duration.ZERO);
        options.bool("sniffing.websocket")
                .help("with sniffing: record WebSocket frames")
                .orElse(false);
        options.number("sniffing.websocket.sampleRate")
                .help("with sniffing: recorded WebSocket frames per second")
                .orElseIfZero(10.0);
        options.duration("readTimeout")
                .help("with sniffing: time for the target's response")
                .orElseIfZero(READ_TIMEOUT);
        options.bool("http.keepalive")
                .help("with sniffing: reuse connections to the target")
                .orElse(false);
    }

    private static void readInterception(Options options, List<String> unavailable) {
        String certificate =
                options.string("mitm.certFile", "mitm.caCertFile")
                        .help("CA certificate for intercepting TLS; not available yet")
                        .orElse("");
        if (!certificate.isEmpty()) {
            unavailable.add("mitm.certFile");
        }
        String key =
                options.string("mitm.keyFile", "mitm.caKeyFile")
                        .help("CA key for intercepting TLS; not available yet")
                        .orElse("");
        if (!key.isEmpty()) {
            unavailable.add("mitm.keyFile");
        }
        options.string("mitm.alpn").help("with mitm: the protocol to agree on").orElse("");
        options.string("mitm.bypass").help("with mitm: bypass of names left alone").orElse("");
    }

    private static void readCache(Options options, List<String> unavailable) {
        Duration ttl =
                options.duration("cache.ttl")
                        .help("how long HTTP responses are kept; not available yet")
                        .orElse(Duration.ZERO);
        if (ttl.isPositive()) {
            unavailable.add("cache.ttl");
        }
        options.family("cache.status.", "<code>", "the same for one status; not available yet")
                .keySet()
                .forEach(code -> unavailable.add("cache.status." + code));
        options.bool("cache.serveStale")
                .help("with cache: answer from it when the target fails")
                .orElse(false);
        options.strings("cache.methods")
                .help("with cache: methods whose responses are kept")
                .orElse(List.of("GET", "HEAD"));
        options.bytes("cache.maxBodyBytes")
                .help("with cache: largest response kept")
                .orElseIfZero(MAX_CACHED_BODY);
    }
}
