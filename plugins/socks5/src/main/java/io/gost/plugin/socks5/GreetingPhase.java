package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * Server side: reads the methods a client offers and answers with the one that is wanted (RFC 1928
 * §3).
 */
final class GreetingPhase extends HandshakePhase<Channel> {
    private static final int HEADER_LENGTH = 2;

    private final byte wanted;

    GreetingPhase(byte wanted) {
        super("socks5 client");
        this.wanted = wanted;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Socks5.requireVersion(in);
        if (in.readableBytes() < HEADER_LENGTH) {
            return;
        }
        int start = in.readerIndex();
        int count = in.getUnsignedByte(start + 1);
        if (count == 0) {
            fail(ctx, Category.HANDSHAKE, "socks5 client offered no method");
            return;
        }
        int end = start + HEADER_LENGTH + count;
        if (in.writerIndex() < end) {
            return;
        }
        boolean offered = in.indexOf(start + HEADER_LENGTH, end, wanted) >= 0;
        in.readerIndex(end);
        answer(ctx, offered ? wanted : Socks5.NONE_ACCEPTABLE);
        if (offered) {
            succeed(ctx, ctx.channel());
        } else {
            fail(
                    ctx,
                    Category.AUTHENTICATION,
                    "socks5 client did not offer method %d".formatted(wanted));
        }
    }

    private static void answer(ChannelHandlerContext ctx, byte method) {
        ctx.writeAndFlush(ctx.alloc().buffer(2).writeByte(Socks5.VERSION).writeByte(method));
    }
}
