package io.gost.plugin.forward;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/** A client's channel on which one datagram is asked and one is answered, and then it ends. */
final class OneReply extends ChannelDuplexHandler {
    private boolean asked;
    private boolean answered;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (asked) {
            ReferenceCountUtil.release(msg);
        } else {
            asked = true;
            ctx.fireChannelRead(msg);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (answered) {
            ReferenceCountUtil.release(msg);
            promise.trySuccess();
        } else {
            answered = true;
            ctx.write(msg, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (answered) {
            ctx.executor().execute(ctx::close);
        }
    }
}
