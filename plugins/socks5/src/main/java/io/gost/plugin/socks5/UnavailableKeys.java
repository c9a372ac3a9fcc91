package io.gost.plugin.socks5;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Option;
import io.gost.spi.Options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of GOST whose features this version lacks. All of them are known keys. One that asks for its
 * feature is refused: nobody shall believe that it is at work. One that only tunes a feature which
 * is off has no effect, as in GOST.
 *
 * @param asking the keys that ask for something
 */
record UnavailableKeys(List<String> asking) {
    UnavailableKeys {
        asking = List.copyOf(asking);
    }

    static UnavailableKeys ofHandler(Options options) {
        List<String> asking = new ArrayList<>();
        readUdp(options, asking);
        ask(
                "tor",
                options.bool("tor", "enableTor", "socks5.tor"),
                "serve RESOLVE and RESOLVE_PTR of Tor",
                asking);
        ask("comp", options.bool("comp"), "serve mux-bind as GOST v2 knows it", asking);
        readMux(options, asking);
        readSniffing(options, asking);
        readAccounting(options, asking);
        return new UnavailableKeys(asking);
    }

    static UnavailableKeys ofConnector(Options options) {
        List<String> asking = new ArrayList<>();
        ask("relay", options.string("relay"), "how datagrams are carried", asking);
        ask(
                "udp.bufferSize",
                options.bytes("udp.bufferSize", "udpBufferSize"),
                "size of the buffer for datagrams",
                asking);
        ask("udp.timeout", options.duration("udp.timeout"), "end of a UDP association", asking);
        readMux(options, asking);
        return new UnavailableKeys(asking);
    }

    /**
     * Refuses a configuration that asks for what is not there.
     *
     * @param path where the metadata stands
     */
    void refuse(String path) {
        if (!asking.isEmpty()) {
            throw new GostException(
                    Category.CONFIG,
                    "%s.metadata: %s not available in this version; remove it"
                            .formatted(path, String.join(", ", asking)));
        }
    }

    private static void readUdp(Options options, List<String> asking) {
        ask("udp", options.bool("udp"), "serve UDP ASSOCIATE and UDP over the stream", asking);
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("with udp: size of the buffer for datagrams")
                .orElse(4096);
        options.bool("udp.resolveDomain", "udpResolveDomain")
                .help("with udp: resolve names that datagrams come from")
                .orElse(false);
        options.integer("udp.bindRange.min", "udp.minPort")
                .help("with udp: first port of its sockets; 0 for any")
                .orElse(0);
        options.integer("udp.bindRange.max", "udp.maxPort")
                .help("with udp: last port of its sockets; 0 for any")
                .orElse(0);
    }

    private static void readMux(Options options, List<String> asking) {
        ask("mux.type", options.string("mux.type"), "multiplexer of mux-bind", asking);
        ask("mux.version", options.integer("mux.version"), "version of smux", asking);
        ask(
                "mux.keepaliveDisabled",
                options.bool("mux.keepaliveDisabled"),
                "send no keep-alives in mux-bind",
                asking);
        ask(
                "mux.keepaliveInterval",
                options.duration("mux.keepaliveInterval"),
                "time between keep-alives of mux-bind",
                asking);
        ask(
                "mux.keepaliveTimeout",
                options.duration("mux.keepaliveTimeout"),
                "silence that ends a mux-bind session",
                asking);
        ask("mux.maxFrameSize", options.bytes("mux.maxFrameSize"), "largest smux frame", asking);
        ask(
                "mux.maxReceiveBuffer",
                options.bytes("mux.maxReceiveBuffer"),
                "smux receive buffer",
                asking);
        ask(
                "mux.maxStreamBuffer",
                options.bytes("mux.maxStreamBuffer"),
                "smux receive buffer of a stream",
                asking);
        ask(
                "mux.maxStreamWindow",
                options.bytes("mux.maxStreamWindow"),
                "yamux window of a stream",
                asking);
    }

    private static void readSniffing(Options options, List<String> asking) {
        ask("sniffing", options.bool("sniffing"), "find out what the client speaks", asking);
        options.duration("sniffing.timeout")
                .help("with sniffing: time for the client's first bytes")
                .orElse(Duration.ZERO);
        options.bool("sniffing.websocket")
                .help("with sniffing: record WebSocket frames")
                .orElse(false);
        options.number("sniffing.websocket.sampleRate")
                .help("with sniffing: recorded WebSocket frames per second")
                .orElse(10.0);
        ask(
                "mitm.certFile",
                options.string("mitm.certFile", "mitm.caCertFile"),
                "CA certificate for intercepting TLS",
                asking);
        ask(
                "mitm.keyFile",
                options.string("mitm.keyFile", "mitm.caKeyFile"),
                "CA key for intercepting TLS",
                asking);
        options.string("mitm.alpn").help("with mitm: the protocol to agree on").orElse("");
        options.string("mitm.bypass").help("with mitm: bypass of names left alone").orElse("");
    }

    private static void readAccounting(Options options, List<String> asking) {
        ask(
                "observePeriod",
                options.duration("observePeriod", "observer.period", "observer.observePeriod"),
                "time between reports to the observer",
                asking);
        ask(
                "observer.resetTraffic",
                options.bool("observer.resetTraffic"),
                "count from zero after each report",
                asking);
        ask(
                "limiter.refreshInterval",
                options.duration("limiter.refreshInterval"),
                "refresh of the limits of a client",
                asking);
        ask(
                "limiter.cleanupInterval",
                options.duration("limiter.cleanupInterval"),
                "eviction of limiters that no client uses",
                asking);
    }

    private static void ask(String name, Option<?> option, String help, List<String> asking) {
        option.help(help + "; not available yet")
                .optional()
                .filter(value -> !value.equals(false))
                .ifPresent(_ -> asking.add(name));
    }
}
