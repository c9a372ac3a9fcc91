package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Server side: reads the methods a client offers and answers with the best one that is acceptable
 * (RFC 1928 §3).
 */
final class GreetingPhase extends HandshakePhase<Method> {
    private static final int HEADER_LENGTH = 2;

    private final Set<Method> acceptable;

    GreetingPhase(Set<Method> acceptable) {
        super("socks5 client");
        this.acceptable = acceptable;
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
        Optional<Method> best =
                acceptable.stream()
                        .filter(
                                method ->
                                        in.indexOf(start + HEADER_LENGTH, end, method.code()) >= 0)
                        .max(Comparator.naturalOrder());
        in.readerIndex(end);
        if (best.isPresent()) {
            answer(ctx, best.get().code());
            succeed(ctx, best.get());
        } else {
            answer(ctx, Method.NONE_ACCEPTABLE);
            fail(
                    ctx,
                    Category.AUTHENTICATION,
                    "socks5 client offered none of the methods " + acceptable);
        }
    }

    private static void answer(ChannelHandlerContext ctx, byte method) {
        ctx.writeAndFlush(ctx.alloc().buffer(2).writeByte(Socks5.VERSION).writeByte(method));
    }
}
