package io.gost.plugin.socks5;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Option;
import io.gost.spi.Options;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys of GOST whose features this version lacks. They are known keys, and one that asks for its
 * feature is refused: nobody shall believe that it is at work.
 *
 * @param asked the keys that ask for something
 */
record UnavailableKeys(List<String> asked) {
    UnavailableKeys {
        asked = List.copyOf(asked);
    }

    static UnavailableKeys ofHandler(Options options) {
        Reader in = new Reader(options);
        in.flag("UDP ASSOCIATE and UDP over the stream", "udp");
        in.number("size of the buffer for datagrams", "udp.bufferSize", "udpBufferSize");
        in.flag("resolve names in datagrams", "udp.resolveDomain", "udpResolveDomain");
        in.number("first port for UDP ASSOCIATE", "udp.bindRange.min", "udp.minPort");
        in.number("last port for UDP ASSOCIATE", "udp.bindRange.max", "udp.maxPort");
        in.flag("mux-bind as GOST v2 speaks it", "comp");
        in.flag("Tor's RESOLVE and RESOLVE_PTR", "tor", "enableTor", "socks5.tor");
        in.mux();
        in.sniffing();
        in.accounting();
        return new UnavailableKeys(in.asked);
    }

    static UnavailableKeys ofConnector(Options options) {
        Reader in = new Reader(options);
        in.text("how datagrams are carried", "relay");
        in.number("size of the buffer for datagrams", "udp.bufferSize", "udpBufferSize");
        in.duration("end of a UDP association", "udp.timeout");
        in.mux();
        return new UnavailableKeys(in.asked);
    }

    /**
     * Refuses a configuration that asks for what is not there.
     *
     * @param path where the metadata stands
     */
    void refuse(String path) {
        if (!asked.isEmpty()) {
            throw new GostException(
                    Category.CONFIG,
                    "%s.metadata: %s not available in this version; remove it"
                            .formatted(path, String.join(", ", asked)));
        }
    }

    private static final class Reader {
        private final Options options;
        private final List<String> asked = new ArrayList<>();

        Reader(Options options) {
            this.options = options;
        }

        void mux() {
            text("multiplexer of mux-bind", "mux.type");
            number("version of smux", "mux.version");
            flag("send no keep-alives", "mux.keepaliveDisabled");
            duration("time between keep-alives", "mux.keepaliveInterval");
            duration("silence that ends a mux session", "mux.keepaliveTimeout");
            number("largest smux frame", "mux.maxFrameSize");
            number("smux receive buffer", "mux.maxReceiveBuffer");
            number("smux buffer per stream", "mux.maxStreamBuffer");
            number("yamux window per stream", "mux.maxStreamWindow");
        }

        void sniffing() {
            flag("detect the protocol of the traffic", "sniffing");
            duration("time to detect it", "sniffing.timeout");
            flag("record WebSocket frames", "sniffing.websocket");
            add(
                    options.number("sniffing.websocket.sampleRate"),
                    "recorded WebSocket frames per second",
                    "sniffing.websocket.sampleRate");
            text("CA certificate for decrypting TLS", "mitm.certFile", "mitm.caCertFile");
            text("CA key for decrypting TLS", "mitm.keyFile", "mitm.caKeyFile");
            text("protocol to negotiate when decrypting", "mitm.alpn");
            text("bypass of names not to decrypt", "mitm.bypass");
        }

        void accounting() {
            duration(
                    "time between reports to the observer",
                    "observePeriod",
                    "observer.period",
                    "observer.observePeriod");
            flag("count from zero after each report", "observer.resetTraffic");
            duration("refresh of limits per client", "limiter.refreshInterval");
            duration("eviction of limiters per client", "limiter.cleanupInterval");
        }

        void flag(String help, String name, String... aliases) {
            add(options.bool(name, aliases), help, name);
        }

        void number(String help, String name, String... aliases) {
            add(options.integer(name, aliases), help, name);
        }

        void duration(String help, String name, String... aliases) {
            add(options.duration(name, aliases), help, name);
        }

        void text(String help, String name, String... aliases) {
            add(options.string(name, aliases), help, name);
        }

        private void add(Option<?> option, String help, String name) {
            option.help(help + " (not available yet)")
                    .optional()
                    .filter(value -> !value.equals(false))
                    .ifPresent(_ -> asked.add(name));
        }
    }
}
