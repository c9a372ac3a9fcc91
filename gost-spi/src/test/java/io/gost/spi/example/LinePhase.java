package io.gost.spi.example;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;

/** Says one line, unless it is empty, and reads one. */
final class LinePhase extends HandshakePhase<String> {
    private static final int LONGEST = 512;

    private final String opening;

    LinePhase(String peer, String opening) {
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
            String line = in.readString(length, StandardCharsets.US_ASCII);
            in.skipBytes(1);
            succeed(ctx, line);
        }
    }
}
