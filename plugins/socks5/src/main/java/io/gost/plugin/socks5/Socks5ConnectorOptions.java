package io.gost.plugin.socks5;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * Options of the connector.
 *
 * @param timeout bound of method negotiation with login, and of the request, each; zero for none
 * @param security whether TLS is offered
 * @param relay how datagrams are carried
 * @param datagramTimeout ends an association on which nothing was sent for so long; zero for never
 */
record Socks5ConnectorOptions(
        Duration timeout, Security security, Relay relay, Duration datagramTimeout) {
    /** How datagrams are carried between us and the proxy. */
    enum Relay {
        /** In GOST's frames on the connection. */
        STREAM,
        /** As datagrams, RFC 1928 UDP ASSOCIATE. */
        UDP
    }

    static Socks5ConnectorOptions read(Options options) {
        Duration timeout =
                options.duration("timeout")
                        .help("time for negotiation with login, and again for the request")
                        .orElse(Duration.ZERO);
        Security security = Security.read(options);
        String relay =
                options.string("relay")
                        .help("\"udp\" carries datagrams as datagrams, not on the connection")
                        .orElse("");
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("size of datagrams; no effect, they are never cut")
                .orElse(4096);
        Duration datagramTimeout =
                options.duration("udp.timeout")
                        .help("end an association on which nothing was sent for so long")
                        .orElse(Duration.ZERO);
        SharedKeys.multiplexing(options);
        return new Socks5ConnectorOptions(
                timeout,
                security,
                relay.equalsIgnoreCase("udp") ? Relay.UDP : Relay.STREAM,
                datagramTimeout);
    }
}
