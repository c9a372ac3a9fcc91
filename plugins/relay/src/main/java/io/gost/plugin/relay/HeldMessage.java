package io.gost.plugin.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/**
 * Holds a request or a response back so that it travels together with the first payload, and
 * removes itself. Where the other side has to speak first there is none for a while: then it goes
 * alone after a moment.
 */
final class HeldMessage extends ChannelOutboundHandlerAdapter {
    static final long MOMENT_MILLIS = 10;

    private @Nullable ByteBuf message;
    private @Nullable ScheduledFuture<?> moment;

    /**
     * Prepares the layer.
     *
     * @param message what to send first; the layer owns it
     */
    HeldMessage(ByteBuf message) {
        this.message = message;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        moment =
                ctx.executor().schedule(() -> sendAlone(ctx), MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        send(ctx);
        ctx.write(msg, promise);
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (moment != null) {
            moment.cancel(false);
        }
        if (message != null) {
            message.release();
            message = null;
        }
    }

    private void sendAlone(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            send(ctx);
            ctx.flush();
            ctx.pipeline().remove(this);
        }
    }

    private void send(ChannelHandlerContext ctx) {
        ByteBuf held = message;
        if (held != null) {
            message = null;
            ctx.write(held, ctx.voidPromise());
        }
    }
}
