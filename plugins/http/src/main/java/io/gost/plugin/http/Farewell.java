package io.gost.plugin.http;

import io.gost.spi.GostException;
import io.gost.spi.Session;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The last phase of a client that was answered before its request was complete. Closing while
 * unread bytes are around would make TCP take the answer back with a reset (RFC 9112 §9.6), so for
 * a moment whatever comes is read and thrown away.
 */
final class Farewell extends ChannelInboundHandlerAdapter {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 256 * 1024;

    private final Session session;
    private final @Nullable GostException cause;
    private @Nullable ScheduledFuture<?> deadline;
    private int discarded;

    /**
     * Prepares the phase.
     *
     * @param session ended when the client has ended, or has had its moment
     * @param cause what the session ends with
     */
    Farewell(Session session, @Nullable GostException cause) {
        this.session = session;
        this.cause = cause;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        deadline =
                channel.eventLoop().schedule(this::end, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        HalfClose.shutdownOutput(channel);
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        discarded += bytes.readableBytes();
        bytes.release();
        if (discarded > MOST_BYTES) {
            end();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            end();
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable problem) {
        end();
    }

    private void end() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        session.end(cause);
    }
}
