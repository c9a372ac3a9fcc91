package io.gost.spi.support;

import io.gost.spi.DialRequest;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.netty.channel.Channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * TLS over TCP as a stream transport: what {@code tls} is, and what {@code mtls} and its like put
 * another layer on.
 */
public final class TlsTransport {
    private TlsTransport() {}

    /**
     * What a dialer's metadata say.
     *
     * @param socket the options of its sockets
     * @param handshakeTimeout zero for the route's own deadline alone
     */
    public record DialerOptions(SocketOptions socket, Duration handshakeTimeout) {
        /**
         * Reads the keys.
         *
         * @param options the dialer's metadata
         * @return the options
         */
        public static DialerOptions read(Options options) {
            return new DialerOptions(
                    SocketOptions.ofDialer(options),
                    options.duration("handshakeTimeout")
                            .help("time for the TLS handshake; 0 for as long as the route may take")
                            .orElse(Duration.ZERO));
        }
    }

    /**
     * The listener's side.
     *
     * @param socketOptions the options of its sockets
     * @param tls the listener's {@code tls:} block
     * @return a transport that accepts
     */
    public static StreamTransport accepting(SocketOptions socketOptions, TlsServer tls) {
        return new Accepting(socketOptions, tls);
    }

    /**
     * The dialer's side.
     *
     * @param options its options
     * @param tls the dialer's {@code tls:} block
     * @return a transport that connects
     */
    public static StreamTransport connecting(DialerOptions options, TlsClient tls) {
        return new Connecting(options, tls);
    }

    private record Accepting(SocketOptions socketOptions, TlsServer tls)
            implements StreamTransport {
        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return tls.accept(channel, List.of());
        }
    }

    private record Connecting(DialerOptions options, TlsClient tls) implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return options.socket();
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return Stages.within(
                    tls.connect(channel, request.address(), List.of()),
                    channel,
                    options.handshakeTimeout(),
                    "TLS server");
        }
    }
}
