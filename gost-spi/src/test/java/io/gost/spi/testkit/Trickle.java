package io.gost.spi.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Makes everything arrive byte by byte: first handler of a pipeline. */
final class Trickle extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf buffer = (ByteBuf) msg;
        try {
            while (buffer.isReadable()) {
                ctx.fireChannelRead(buffer.readRetainedSlice(1));
                ctx.fireChannelReadComplete();
            }
        } finally {
            buffer.release();
        }
    }
}
