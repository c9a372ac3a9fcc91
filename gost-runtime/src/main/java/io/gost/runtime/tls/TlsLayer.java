package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsMaterial;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Makes Netty's TLS fulfil the channel contract; stands right above it.
 *
 * <p>While the handshake lasts it waits; then it parks the channel. From then on the other side's
 * {@code close_notify} is the end of input, and the end of output is ours. A connection that ends
 * without {@code close_notify} may have been cut by somebody in between: that closes the channel.
 */
final class TlsLayer extends ChannelInboundHandlerAdapter implements HalfClose.Layer {
    private final CompletableFuture<Channel> established = new CompletableFuture<>();
    private final SslHandler ssl;
    private final HandshakeGate gate;
    private final String peer;
    private final IntConsumer done;
    private boolean inputEnded;

    /**
     * Prepares a layer.
     *
     * @param ssl the handler right below
     * @param peer who is spoken with, for messages
     */
    TlsLayer(SslHandler ssl, String peer) {
        this(ssl, peer, _ -> {});
    }

    /**
     * Prepares a layer.
     *
     * @param ssl the handler right below
     * @param peer who is spoken with, for messages
     * @param done told of a handshake that is done, before anything behind it is looked at: how
     *     long the peer's first record was, or 0 with the JDK's engine
     */
    TlsLayer(SslHandler ssl, String peer, IntConsumer done) {
        this.ssl = ssl;
        this.gate = new HandshakeGate(ssl);
        this.peer = peer;
        this.done = done;
    }

    /** Completes once the handshake is done; a failure has closed the channel. */
    CompletableFuture<Channel> established() {
        return established;
    }

    /** Ends the handshake. */
    void fail(ChannelHandlerContext ctx, GostException failure) {
        if (established.completeExceptionally(failure)) {
            ctx.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            fail(ctx, handshake(peer + " closed the connection before the TLS handshake"));
        } else if (isReplaceable()) {
            ChannelHandlerContext below = ctx.pipeline().context(ssl);
            if (below == null) {
                below = ctx.pipeline().context(HelloRules.class); // which ssl will replace
            }
            ctx.pipeline().addBefore(below.name(), null, gate);
        }
    }

    /** Whether another handler takes Netty's place behind the handshake. */
    private boolean isReplaceable() {
        return ssl.engine() instanceof ReferenceCountedOpenSslEngine;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (evt instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                established(ctx);
            } else {
                fail(ctx, failure(handshake.cause()));
            }
        } else if (evt instanceof SslCloseCompletionEvent close) {
            if (close.isSuccess()) {
                endInput(ctx);
            }
        } else if (HalfClose.isEndOfInput(evt)) {
            if (!inputEnded) {
                fail(ctx, handshake(peer + " ended the connection during the TLS handshake"));
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, handshake(peer + " closed the connection during the TLS handshake"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (established.isDone() && !established.isCompletedExceptionally()) {
            ctx.fireExceptionCaught(failure(cause));
        } else {
            fail(ctx, failure(cause));
        }
    }

    @Override
    public void shutdownOutput(ChannelHandlerContext ctx) {
        ssl.closeOutbound();
    }

    private void established(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        done.accept(gate.firstRecord());
        String protocol = ssl.applicationProtocol();
        if (protocol != null) {
            channel.attr(TlsMaterial.APPLICATION_PROTOCOL).set(protocol);
        }
        Parking.park(channel);
        if (ssl.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            // Netty's handler is still at work below us.
            ctx.executor().execute(() -> replace(ctx, engine));
        } else {
            complete(ctx);
        }
    }

    /** Puts a stream of its own in the place of both handlers. */
    private void replace(ChannelHandlerContext ctx, ReferenceCountedOpenSslEngine engine) {
        if (ctx.isRemoved() || engine.refCnt() == 0 || !ctx.channel().isActive()) {
            fail(ctx, handshake(peer + " closed the connection during the TLS handshake"));
            return;
        }
        BoringSslStream stream =
                new BoringSslStream((ReferenceCountedOpenSslEngine) engine.retain(), peer);
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addBefore(ctx.name(), null, stream);
        // Told that it is over, Netty's handler leaves without an exception about being removed.
        ((Promise<Channel>) ssl.sslCloseFuture()).trySuccess(ctx.channel());
        pipeline.remove(ssl);
        pipeline.remove(this);
        ChannelHandlerContext place = pipeline.context(stream);
        gate.open(ctx);
        complete(ctx);
        if (engine.getUseClientMode()) {
            stream.flushSoon(place);
        }
    }

    private void complete(ChannelHandlerContext ctx) {
        if (!established.complete(ctx.channel())) {
            ctx.channel().close();
        }
    }

    private void endInput(ChannelHandlerContext ctx) {
        if (!inputEnded && established.isDone()) {
            inputEnded = true;
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    private GostException failure(Throwable cause) {
        Throwable reason =
                cause instanceof DecoderException && cause.getCause() != null
                        ? cause.getCause()
                        : cause;
        return switch (reason) {
            case GostException known -> known;
            // Netty's message has everything that came instead.
            case NotSslRecordException _ -> handshake(peer + " does not speak TLS");
            case javax.net.ssl.SSLException tls ->
                    new GostException(Category.HANDSHAKE, peer + ": TLS: " + tls.getMessage(), tls);
            case java.io.IOException io -> GostException.of(io);
            default -> new GostException(Category.INTERNAL, peer + ": TLS: " + reason, reason);
        };
    }

    private static GostException handshake(String message) {
        return new GostException(Category.HANDSHAKE, message);
    }
}
