package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One phase of a handshake as a pipeline handler: it takes over a parked channel, reads what its
 * phase needs, parks the channel again, removes itself and completes a stage. Bytes beyond the
 * phase stay on the channel.
 *
 * <p>A subclass writes its opening bytes in {@link #begin}, and in {@link #decode} either returns
 * without consuming (more bytes are needed), or calls {@link #succeed} or {@link #fail} once. It
 * must bound what it waits for: bytes that are not consumed pile up.
 *
 * @param <T> what the phase finds out
 */
public abstract class HandshakePhase<T> extends ByteToMessageDecoder {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final String peer;
    private boolean done;

    /**
     * Prepares a phase.
     *
     * @param peer who is spoken with, for messages, such as {@code socks5 proxy}
     */
    protected HandshakePhase(String peer) {
        this.peer = peer;
    }

    /**
     * Starts the phase.
     *
     * @param channel a parked channel; the phase owns it until the stage completes and closes it
     *     when it fails
     * @return what the phase found out, completed on the event loop with the channel parked; fails
     *     with a {@link GostException}, with {@code HANDSHAKE} when the peer leaves early
     */
    public final CompletionStage<T> run(Channel channel) {
        Parking.takeOver(channel, this);
        return result;
    }

    /**
     * Called when the phase owns the channel, before the first byte is decoded.
     *
     * @param ctx this handler's context
     */
    protected void begin(ChannelHandlerContext ctx) {}

    /**
     * Reads from the peer. Called whenever there are new bytes.
     *
     * @param ctx this handler's context
     * @param in everything not yet consumed
     */
    protected abstract void decode(ChannelHandlerContext ctx, ByteBuf in);

    /**
     * Ends the phase with a result. Bytes not consumed go to the next owner.
     *
     * @param ctx this handler's context
     * @param value what the phase found out
     */
    protected final void succeed(ChannelHandlerContext ctx, T value) {
        if (done) {
            return;
        }
        done = true;
        Parking.park(ctx.channel());
        ctx.pipeline().remove(this);
        result.complete(value);
    }

    /**
     * Ends the phase with a failure and closes the channel, after what was written to it.
     *
     * @param ctx this handler's context
     * @param category what kind of failure
     * @param message what the peer did, and what was wanted
     */
    protected final void fail(ChannelHandlerContext ctx, Category category, String message) {
        fail(ctx, new GostException(category, message));
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            begin(ctx);
        } else {
            left(ctx, "closed the connection before the handshake");
        }
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (done) {
            in.skipBytes(in.readableBytes());
        } else {
            decode(ctx, in);
        }
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext ctx, Object evt) throws Exception {
        super.userEventTriggered(ctx, evt);
        if (HalfClose.isEndOfInput(evt)) {
            left(ctx, "ended the connection during the handshake");
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        left(ctx, "closed the connection during the handshake");
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable reason =
                cause instanceof DecoderException && cause.getCause() != null
                        ? cause.getCause()
                        : cause;
        fail(ctx, GostException.of(reason));
    }

    private void left(ChannelHandlerContext ctx, String how) {
        fail(ctx, new GostException(Category.HANDSHAKE, peer + " " + how, new EndOfInput()));
    }

    private void fail(ChannelHandlerContext ctx, GostException failure) {
        if (done) {
            return;
        }
        done = true;
        HalfClose.closeAfterFlush(ctx.channel());
        result.completeExceptionally(failure);
    }
}
