package io.gost.plugin.socks5;

import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.SharedKeys;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for greeting, login and request together
 * @param bind whether BIND is served
 * @param publicAddress host that replies to BIND and UDP ASSOCIATE name instead of our own address;
 *     empty for that
 * @param hashByTarget whether hash strategies pick by target instead of by client
 * @param security whether TLS is accepted
 * @param udp whether datagrams are relayed
 * @param ports where the sockets of UDP ASSOCIATE are bound
 * @param comp whether the streams of mux-bind begin with the visitor's bytes
 */
record Socks5HandlerOptions(
        Duration readTimeout,
        boolean bind,
        String publicAddress,
        boolean hashByTarget,
        Security security,
        boolean udp,
        PortRange ports,
        boolean comp) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static Socks5HandlerOptions read(Options options) {
        Duration readTimeout =
                options.duration("readTimeout")
                        .help("time for greeting, login and request together")
                        .orElse(READ_TIMEOUT);
        boolean bind =
                options.bool("bind")
                        .help("serve BIND, and GOST's mux-bind and UDP bind")
                        .orElse(false);
        String publicAddress =
                options.string("socks.publicAddr", "publicAddr")
                        .help("host that replies to BIND and UDP ASSOCIATE name instead of our own")
                        .check(Socks5HandlerOptions::fits, "of at most 255 bytes")
                        .orElse("");
        String hash =
                options.string("hash")
                        .help("\"host\" makes hash strategies pick by target, not by client")
                        .orElse("");
        Security security = Security.read(options);
        boolean udp =
                options.bool("udp")
                        .help("serve UDP ASSOCIATE and UDP over the stream")
                        .orElse(false);
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("with udp: size of datagrams; no effect, they are never cut")
                .orElse(4096);
        PortRange ports = PortRange.read(options);
        boolean comp =
                options.bool("comp")
                        .help("with mux-bind: streams do not begin with a reply, as in GOST v2")
                        .orElse(false);
        readUnavailable(options);
        return new Socks5HandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT,
                bind,
                publicAddress,
                hash.equals("host"),
                security,
                udp,
                ports,
                comp);
    }

    private static void readUnavailable(Options options) {
        options.bool("udp.resolveDomain", "udpResolveDomain")
                .help("with udp: resolve names that datagrams come from")
                .orElse(false);
        options.bool("tor", "enableTor", "socks5.tor")
                .help("serve RESOLVE and RESOLVE_PTR of Tor")
                .unavailable();
        SharedKeys.multiplexing(options);
        SharedKeys.sniffing(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
    }

    /** A port bound on any address is told with the host that the client itself has reached. */
    SocketAddress reachable(SocketAddress bound, SocketAddress local) {
        if (!(bound instanceof InetSocketAddress socket)) {
            return bound;
        }
        if (!publicAddress.isEmpty()) {
            return Target.tcp(publicAddress, socket.getPort()).toSocketAddress();
        }
        return local instanceof InetSocketAddress host && !host.isUnresolved()
                ? new InetSocketAddress(host.getAddress(), socket.getPort())
                : bound;
    }

    private static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= Socks5.MAX_LENGTH;
    }
}
