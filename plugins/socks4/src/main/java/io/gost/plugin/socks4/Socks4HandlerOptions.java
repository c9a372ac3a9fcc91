package io.gost.plugin.socks4;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for the request
 * @param hashByTarget whether hash strategies pick by target instead of by client
 */
record Socks4HandlerOptions(Duration readTimeout, boolean hashByTarget) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static Socks4HandlerOptions read(Options options) {
        Duration readTimeout =
                options.duration("readTimeout").help("time for the request").orElse(READ_TIMEOUT);
        String hash =
                options.string("hash")
                        .help("\"host\" makes hash strategies pick by target, not by client")
                        .orElse("");
        SharedKeys.sniffing(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
        return new Socks4HandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT, hash.equals("host"));
    }
}
