package io.gost.plugin.ws;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A client's pings: one each period, and the connection is dead when nothing at all has come for
 * two of them. Time in which we do not read, because nobody takes what has come, does not count.
 *
 * <p>Stands below the {@link FrameCodec}, which writes whole frames, so a ping fits anywhere.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {
    private final FrameWriter writer;
    private final long period;
    private @Nullable Future<?> timer;
    private @Nullable ChannelFuture ping;
    private long heard;

    /**
     * Prepares for one connection.
     *
     * @param writer writes the frames
     * @param period time between pings, positive
     */
    KeepAlive(FrameWriter writer, Duration period) {
        this.writer = writer;
        this.period = period.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        heard = now(ctx);
        timer =
                ctx.executor()
                        .scheduleAtFixedRate(() -> tick(ctx), period, period, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        heard = now(ctx);
        ctx.fireChannelRead(msg);
    }

    private void tick(ChannelHandlerContext ctx) {
        if (!ctx.channel().config().isAutoRead()) {
            heard = now(ctx);
        }
        if (now(ctx) - heard >= 2 * period) {
            String silent = GoDuration.format(Duration.ofNanos(2 * period));
            ctx.fireExceptionCaught(
                    new GostException(Category.TIMEOUT, "websocket peer was silent for " + silent));
            ctx.close();
        } else if (ping == null || ping.isDone()) {
            ping =
                    ctx.writeAndFlush(
                            writer.control(ctx.alloc(), Opcode.PING, Unpooled.EMPTY_BUFFER));
        }
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
