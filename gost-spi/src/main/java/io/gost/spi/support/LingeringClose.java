package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/**
 * Closes a TCP connection without taking its last words back. Closing a socket while unread bytes
 * are around sends a reset, which makes the peer throw away what it has not read yet (RFC 1122
 * §4.2.2.13, RFC 9112 §9.6). So the output is ended first, and for a moment whatever still comes is
 * read and thrown away.
 *
 * <p>The first handler of a pipeline: layers have said their farewells when a close gets here. A
 * second close is at once.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private static final long LONGEST_SECONDS = 2;
    private static final int MOST_BYTES = 256 << 10;

    private final SocketChannel channel;
    private @Nullable ChannelPromise closing;
    private @Nullable ScheduledFuture<?> deadline;
    private int discarded;

    private LingeringClose(SocketChannel channel) {
        this.channel = channel;
    }

    /** Makes the next close of a channel a lingering one, where that means anything. */
    static void prepare(Channel channel) {
        if (channel instanceof SocketChannel socket
                && !socket.isInputShutdown()
                && channel.pipeline().get(LingeringClose.class) == null) {
            channel.pipeline().addFirst(new LingeringClose(socket));
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closing != null || channel.isInputShutdown() || isStalled()) {
            ctx.close(promise);
            return;
        }
        closing = promise;
        deadline = ctx.executor().schedule(() -> finish(ctx), LONGEST_SECONDS, TimeUnit.SECONDS);
        HalfClose.endSocketOutput(channel);
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (closing == null) {
            ctx.fireChannelRead(msg);
            return;
        }
        ByteBuf bytes = (ByteBuf) msg;
        discarded += bytes.readableBytes();
        bytes.release();
        if (discarded > MOST_BYTES) {
            finish(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (closing != null && HalfClose.isEndOfInput(evt)) {
            finish(ctx);
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish(ctx);
        ctx.fireChannelInactive();
    }

    @Override
    @SuppressWarnings(
            "deprecation") // of the method in ChannelHandler; it is meant for inbound ones
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closing == null) {
            ctx.fireExceptionCaught(cause);
        } else {
            finish(ctx);
        }
    }

    /** Whether a close has come although not everything has left: nobody waits for the peer. */
    private boolean isStalled() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null || !pending.isEmpty();
    }

    private void finish(ChannelHandlerContext ctx) {
        ChannelPromise promise = closing;
        if (promise == null || promise.isDone()) {
            return;
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        ctx.close(promise);
    }
}
