package io.gost.spi.support;

import io.gost.spi.DialRequest;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexingDialer;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A stream transport with a multiplexer on top, both sides: {@code mtcp}, {@code mtls}, {@code mws}
 * … name their layers and are done.
 *
 * <p>A listener runs one session for each connection and accepts its streams. A dialer keeps its
 * sessions in a {@link SessionPool}.
 *
 * @param transport the layers below
 * @param multiplexer what carries the streams
 */
public record MultiplexedTransport(StreamTransport transport, Multiplexer multiplexer) {
    /** How many streams of a session may be there without a request, unless somebody says it. */
    public static final int BACKLOG = 128;

    /**
     * This transport as a listener with the usual {@link #BACKLOG}.
     *
     * @param context the listener's context
     * @return the listener
     */
    public Listener listener(ListenerContext context) {
        return listener(context, BACKLOG);
    }

    /**
     * This transport as a listener.
     *
     * @param context the listener's context
     * @param backlog how many streams of one session may be there on which not a byte has gone
     *     either way; further ones are closed
     * @return the listener
     */
    public Listener listener(ListenerContext context, int backlog) {
        return new MultiplexedListener(this, context, backlog);
    }

    /**
     * This transport as a dialer.
     *
     * @return the dialer
     */
    public MultiplexingDialer dialer() {
        return new PooledDialer(new SessionPool(this::open));
    }

    private CompletionStage<MultiplexSession> open(DialRequest request) {
        return request.open(transport.socketOptions())
                .thenCompose(
                        raw -> SessionPool.bounded(transport.connect(raw, request), raw, request))
                .thenApply(channel -> multiplexer.client(channel, Channel::close));
    }

    /** Dials by opening streams. */
    private record PooledDialer(SessionPool pool) implements MultiplexingDialer {
        @Override
        public CompletionStage<Channel> dial(DialRequest request) {
            return pool.open(request);
        }

        @Override
        public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
            return CompletableFuture.completedStage(channel);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
