package io.gost.plugin.socks5;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Closes an association on which nothing was sent either way for some time. */
final class IdleEnd extends ChannelDuplexHandler {
    private final long idleNanos;
    private long lastActivity;
    private @Nullable ScheduledFuture<?> check;

    IdleEnd(Duration idle) {
        this.idleNanos = idle.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        active(ctx);
        schedule(ctx, idleNanos);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (check != null) {
            check.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        active(ctx);
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        active(ctx);
        ctx.write(msg, promise);
    }

    private void active(ChannelHandlerContext ctx) {
        lastActivity = ctx.channel().eventLoop().ticker().nanoTime();
    }

    private void schedule(ChannelHandlerContext ctx, long delay) {
        check = ctx.channel().eventLoop().schedule(() -> look(ctx), delay, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        long left = idleNanos - (ctx.channel().eventLoop().ticker().nanoTime() - lastActivity);
        if (left > 0) {
            schedule(ctx, left);
        } else {
            ctx.close();
        }
    }
}
