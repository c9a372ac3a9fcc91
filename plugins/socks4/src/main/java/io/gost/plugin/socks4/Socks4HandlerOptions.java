package io.gost.plugin.socks4;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for the request
 * @param hashByTarget whether hash strategies pick by target instead of by client
 * @param unavailable keys that ask for what this version lacks
 */
record Socks4HandlerOptions(
        Duration readTimeout, boolean hashByTarget, UnavailableKeys unavailable) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static Socks4HandlerOptions read(Options options) {
        Duration readTimeout =
                options.duration("readTimeout").help("time for the request").orElse(READ_TIMEOUT);
        String hash =
                options.string("hash")
                        .help("\"host\" makes hash strategies pick by target, not by client")
                        .orElse("");
        return new Socks4HandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT,
                hash.equals("host"),
                UnavailableKeys.read(options));
    }
}
