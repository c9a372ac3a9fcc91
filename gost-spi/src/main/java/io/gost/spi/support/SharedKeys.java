package io.gost.spi.support;

import io.gost.spi.Options;

import java.time.Duration;
import java.util.List;

/**
 * Keys that handlers and connectors of many protocols have in common, by group. This version has
 * few of their features. A key of another that asks for one is {@linkplain
 * io.gost.spi.Option#unavailable refused}; one that only tunes a feature which must be switched on
 * by another has no effect, as in GOST.
 */
public final class SharedKeys {
    private static final Duration OBSERVE_PERIOD = Duration.ofSeconds(5);
    private static final double FRAMES_PER_SECOND = 10;
    private static final int LARGEST_CACHED = 1 << 20;

    private SharedKeys() {}

    /**
     * Reads the keys of protocol detection, {@code sniffing} and {@code mitm}.
     *
     * @param options what has the keys
     */
    public static void sniffing(Options options) {
        options.bool("sniffing").help("find out what the client speaks").unavailable();
        options.duration("sniffing.timeout")
                .help("with sniffing: time for the client's first bytes")
                .orElse(Duration.ZERO);
        options.bool("sniffing.websocket")
                .help("with sniffing: record WebSocket frames")
                .orElse(false);
        options.number("sniffing.websocket.sampleRate")
                .help("with sniffing: recorded WebSocket frames per second")
                .orElseIfZero(FRAMES_PER_SECOND);
        options.string("mitm.certFile", "mitm.caCertFile")
                .help("CA certificate for intercepting TLS")
                .unavailable();
        options.string("mitm.keyFile", "mitm.caKeyFile")
                .help("CA key for intercepting TLS")
                .unavailable();
        options.string("mitm.alpn").help("with mitm: the protocol to agree on").orElse("");
        options.string("mitm.bypass").help("with mitm: bypass of names left alone").orElse("");
    }

    /**
     * Reads the keys of the cache of HTTP responses, {@code cache}.
     *
     * @param options what has the keys
     */
    public static void caching(Options options) {
        options.duration("cache.ttl").help("how long HTTP responses are kept").unavailable();
        options.unavailableFamily("cache.status.", "<code>", "the same for one status");
        options.bool("cache.serveStale")
                .help("with cache: answer from it when the target fails")
                .orElse(false);
        options.strings("cache.methods")
                .help("with cache: methods whose responses are kept")
                .orElse(List.of("GET", "HEAD"));
        options.bytes("cache.maxBodyBytes")
                .help("with cache: largest response kept")
                .orElseIfZero(LARGEST_CACHED);
    }

    /**
     * Declares the keys of reports to an observer, {@code observer}. The runtime reports.
     *
     * @param options what has the keys
     */
    public static void observing(Options options) {
        options.duration("observePeriod", "observer.period", "observer.observePeriod")
                .help("time between reports to the observer; at least 1s")
                .orElseIfZero(OBSERVE_PERIOD);
        options.bool("observer.resetTraffic")
                .help("tell the observer bytes since its last report, not since the start")
                .orElse(false);
    }

    /**
     * Reads the keys of limits per client, {@code limiter}.
     *
     * @param options what has the keys
     */
    public static void limiting(Options options) {
        options.duration("limiter.refreshInterval", "limiterRefreshInterval")
                .help("refresh of the limits of a client")
                .unavailable();
        options.duration("limiter.cleanupInterval", "limiterCleanupInterval")
                .help("eviction of limiters that no client uses")
                .unavailable();
    }

    /**
     * Declares {@code backlog}: GOST queues accepted streams, here each is served at once.
     *
     * @param options what has the key
     */
    public static void backlog(Options options) {
        options.integer("backlog")
                .help("no effect: there is no queue, streams are served as they come")
                .orElse(128);
    }

    /**
     * Reads {@code backlog} of a listener of many streams in one connection: how many of them may
     * be there without a request, see {@link MultiplexedTransport#listener}.
     *
     * @param options what has the key
     * @param name the key as the listener spells it
     * @param aliases its further spellings
     * @return 1 or more
     */
    public static int streamBacklog(Options options, String name, String... aliases) {
        int backlog =
                options.integer(name, aliases)
                        .help(
                                "streams of one connection on which nothing was sent yet, either"
                                        + " way; further ones are closed")
                        .orElseIfZero(MultiplexedTransport.BACKLOG);
        return backlog > 0 ? backlog : MultiplexedTransport.BACKLOG;
    }

    /**
     * Declares the keys of many streams in one connection, {@code mux}, where an absent {@code
     * mux.version} means 1.
     *
     * @param options what has the keys
     * @see #multiplexing(Options, int)
     */
    public static void multiplexing(Options options) {
        multiplexing(options, 1);
    }

    /**
     * Declares the keys of many streams in one connection, {@code mux}. Their values are read by
     * the multiplexer itself, which {@link io.gost.spi.MultiplexingContext#multiplexer} makes.
     *
     * @param options what has the keys
     * @param version what an absent {@code mux.version} means
     */
    public static void multiplexing(Options options, int version) {
        options.string("mux.type")
                .help("multiplexer: smux or yamux, the same on both sides")
                .orElse("smux");
        options.integer("mux.version")
                .help("version of smux: 1 or 2, the same on both sides")
                .orElse(version);
        options.bool("mux.keepaliveDisabled").help("send no keep-alives").orElse(false);
        options.duration("mux.keepaliveInterval")
                .help("time between keep-alives; 10s with smux and 30s with yamux when absent")
                .optional();
        options.duration("mux.keepaliveTimeout")
                .help(
                        "silence that ends the connection; 30s with smux when absent, without"
                                + " effect on yamux")
                .optional();
        options.bytes("mux.maxFrameSize").help("largest smux frame; 32 KiB when absent").optional();
        options.bytes("mux.maxReceiveBuffer")
                .help(
                        "receive buffer of a session; 4 MiB with smux and 64 MiB with yamux when"
                                + " absent")
                .optional();
        options.bytes("mux.maxStreamBuffer")
                .help("smux version 2 receive buffer of a stream; 64 KiB when absent")
                .optional();
        options.bytes("mux.maxStreamWindow")
                .help("yamux window of a stream; 256 KiB when absent")
                .optional();
    }
}
