package io.gost.plugin.socks5;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * Options of the connector.
 *
 * @param timeout bound of method negotiation with login, and of the request, each; zero for none
 * @param security whether TLS is offered
 */
record Socks5ConnectorOptions(Duration timeout, Security security) {
    static Socks5ConnectorOptions read(Options options) {
        Duration timeout =
                options.duration("timeout")
                        .help("time for negotiation with login, and again for the request")
                        .orElse(Duration.ZERO);
        Security security = Security.read(options);
        options.string("relay").help("how datagrams are carried").unavailable();
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("size of the buffer for datagrams")
                .unavailable();
        options.duration("udp.timeout").help("end of a UDP association").unavailable();
        SharedKeys.multiplexing(options);
        return new Socks5ConnectorOptions(timeout, security);
    }
}
