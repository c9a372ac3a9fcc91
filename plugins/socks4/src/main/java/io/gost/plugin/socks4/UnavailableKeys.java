package io.gost.plugin.socks4;

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

    static UnavailableKeys read(Options options) {
        List<String> asking = new ArrayList<>();
        readSniffing(options, asking);
        readAccounting(options, asking);
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
