package io.gost.plugin.socks5;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for greeting, login and request together
 * @param bind whether BIND is served
 * @param publicAddress host that BIND replies name instead of our own address; empty for that
 * @param hashByTarget whether hash strategies pick by target instead of by client
 * @param security whether TLS is accepted
 */
record Socks5HandlerOptions(
        Duration readTimeout,
        boolean bind,
        String publicAddress,
        boolean hashByTarget,
        Security security) {
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
        Security security = Security.read(options);
        readUnavailable(options);
        return new Socks5HandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT,
                bind,
                publicAddress,
                hash.equals("host"),
                security);
    }

    private static void readUnavailable(Options options) {
        options.bool("udp").help("serve UDP ASSOCIATE and UDP over the stream").unavailable();
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
        options.bool("tor", "enableTor", "socks5.tor")
                .help("serve RESOLVE and RESOLVE_PTR of Tor")
                .unavailable();
        options.bool("comp").help("serve mux-bind as GOST v2 knows it").unavailable();
        SharedKeys.multiplexing(options);
        SharedKeys.sniffing(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
    }

    private static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= Socks5.MAX_LENGTH;
    }
}
