package io.gost.plugin.socks4;

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

    static UnavailableKeys read(Options options) {
        Reader in = new Reader(options);
        in.flag("detect the protocol of the traffic", "sniffing");
        in.duration("time to detect it", "sniffing.timeout");
        in.flag("record WebSocket frames", "sniffing.websocket");
        in.number("recorded WebSocket frames per second", "sniffing.websocket.sampleRate");
        in.text("CA certificate for decrypting TLS", "mitm.certFile", "mitm.caCertFile");
        in.text("CA key for decrypting TLS", "mitm.keyFile", "mitm.caKeyFile");
        in.text("protocol to negotiate when decrypting", "mitm.alpn");
        in.text("bypass of names not to decrypt", "mitm.bypass");
        in.duration(
                "time between reports to the observer",
                "observePeriod",
                "observer.period",
                "observer.observePeriod");
        in.flag("count from zero after each report", "observer.resetTraffic");
        in.duration("refresh of limits per client", "limiter.refreshInterval");
        in.duration("eviction of limiters per client", "limiter.cleanupInterval");
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

        void flag(String help, String name) {
            add(options.bool(name), help, name);
        }

        void number(String help, String name) {
            add(options.number(name), help, name);
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
