package io.gost.plugin.socks5;

import io.gost.spi.Options;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for greeting, login and request together
 * @param bind whether BIND is served
 * @param publicAddress host that BIND replies name instead of our own address; empty for that
 * @param hashByTarget whether hash strategies pick by target instead of by client
 * @param unavailable keys that ask for what this version lacks
 */
record Socks5HandlerOptions(
        Duration readTimeout,
        boolean bind,
        String publicAddress,
        boolean hashByTarget,
        UnavailableKeys unavailable) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static Socks5HandlerOptions read(Options options) {
        Duration readTimeout =
                options.duration("readTimeout")
                        .help("time for greeting, login and request together")
                        .orElse(READ_TIMEOUT);
        boolean bind = options.bool("bind").help("serve BIND").orElse(false);
        String publicAddress =
                options.string("socks.publicAddr", "publicAddr")
                        .help("host that BIND replies name instead of the address connected to")
                        .check(Socks5HandlerOptions::fits, "of at most 255 bytes")
                        .orElse("");
        String hash =
                options.string("hash")
                        .help("\"host\" makes hash strategies pick by target, not by client")
                        .orElse("");
        NoTls.read(options);
        return new Socks5HandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT,
                bind,
                publicAddress,
                hash.equals("host"),
                UnavailableKeys.ofHandler(options));
    }

    private static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= Socks5.MAX_LENGTH;
    }
}
