package com.example.masked;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Masks what goes out and unmasks what comes in; each direction has its mask and its place in it.
 */
final class MaskLayer extends ChannelDuplexHandler {
    private final Mask inbound;
    private final Mask outbound;

    MaskLayer(int theirs, int ours) {
        this.inbound = new Mask(theirs);
        this.outbound = new Mask(ours);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ctx.fireChannelRead(inbound.apply(ctx, (ByteBuf) msg));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ctx.write(outbound.apply(ctx, (ByteBuf) msg), promise);
    }

    private static final class Mask {
        private final int mask;
        private int place;

        Mask(int mask) {
            this.mask = mask;
        }

        /** Into a buffer of our own: whoever gave us this one may still show it to others. */
        ByteBuf apply(ChannelHandlerContext ctx, ByteBuf in) {
            try {
                byte[] bytes = ByteBufUtil.getBytes(in);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] ^= (byte) (mask >>> (24 - 8 * place));
                    place = (place + 1) & 3;
                }
                return ctx.alloc().buffer(bytes.length).writeBytes(bytes);
            } finally {
                in.release();
            }
        }
    }
}
