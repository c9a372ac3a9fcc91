package com.example.masked;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Says hello and reads the other side's: four bytes that are always the same, four of mask. */
final class HelloPhase extends HandshakePhase<Integer> {
    private static final int MAGIC = 0x4D534B31; // MSK1
    private static final int LENGTH = 8;

    private final int ours;

    HelloPhase(String peer, int ours) {
        super(peer);
        this.ours = ours;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(ctx.alloc().buffer(LENGTH).writeInt(MAGIC).writeInt(ours));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < LENGTH) {
            return;
        }
        if (in.readInt() == MAGIC) {
            succeed(ctx, in.readInt());
        } else {
            fail(ctx, Category.HANDSHAKE, "no hello of masked in the first 8 bytes");
        }
    }
}
