package io.gost.plugin.ws;

import io.gost.spi.DialRequest;
import io.gost.spi.DialerContext;
import io.gost.spi.ListenerContext;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * WebSocket as a stream transport, for the listeners and dialers of this plugin and of those that
 * put a layer of their own on it.
 */
public final class WsTransport {
    private WsTransport() {}

    /**
     * The server side of {@code ws}.
     *
     * @param options its options
     * @param context the listener's context
     * @return a transport that accepts
     */
    public static StreamTransport server(WsListenerOptions options, ListenerContext context) {
        return new Server(options, context.clock(), null);
    }

    /**
     * The server side of {@code wss}.
     *
     * @param options its options
     * @param context the listener's context
     * @return a transport that accepts
     */
    public static StreamTransport secureServer(WsListenerOptions options, ListenerContext context) {
        return new Server(options, context.clock(), context.tls());
    }

    /**
     * The client side of {@code ws}.
     *
     * @param options its options
     * @return a transport that connects
     */
    public static StreamTransport client(WsDialerOptions options) {
        return new Client(options, null);
    }

    /**
     * The client side of {@code wss}.
     *
     * @param options its options
     * @param context the dialer's context
     * @return a transport that connects
     */
    public static StreamTransport secureClient(WsDialerOptions options, DialerContext context) {
        return new Client(options, context.tls());
    }

    private record Server(WsListenerOptions options, InstantSource clock, @Nullable TlsServer tls)
            implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return options.socketOptions();
        }

        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return Stages.within(
                    secured(channel).thenCompose(new ServerHandshake(options, clock)::run),
                    channel,
                    options.timeout(),
                    "websocket client");
        }

        private CompletionStage<Channel> secured(Channel channel) {
            return tls == null
                    ? CompletableFuture.completedStage(channel)
                    : tls.accept(channel, List.of());
        }
    }

    private record Client(WsDialerOptions options, @Nullable TlsClient tls)
            implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return options.socketOptions();
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return Stages.within(
                    secured(channel, request.address())
                            .thenCompose(new ClientHandshake(options, request.address())::run),
                    channel,
                    options.timeout(),
                    "websocket server");
        }

        private CompletionStage<Channel> secured(Channel channel, Target node) {
            return tls == null
                    ? CompletableFuture.completedStage(channel)
                    : tls.connect(channel, node, List.of());
        }
    }
}
