package com.example.sample;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;

/** Says one line, unless it is empty, and reads one. What follows it stays on the channel. */
final class SampleLine extends HandshakePhase<String> {
    private static final int LONGEST = 512;

    private final String opening;

    SampleLine(String peer, String opening) {
        super(peer);
        this.opening = opening;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        if (!opening.isEmpty()) {
            ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), opening + "\n"));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        int length = in.bytesBefore((byte) '\n');
        if (length > LONGEST || (length < 0 && in.readableBytes() > LONGEST)) {
            fail(ctx, Category.HANDSHAKE, "no end of line within " + LONGEST + " bytes");
        } else if (length >= 0) {
            String line = in.readString(length, StandardCharsets.UTF_8);
            in.skipBytes(1);
            succeed(ctx, line);
        }
    }
}
