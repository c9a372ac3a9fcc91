package io.gost.plugin.socks5;

import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/** Client side: asks for a connection and reads the reply (RFC 1928 §4 and §6). */
final class ConnectPhase extends HandshakePhase<Channel> {
    private static final int HEADER_LENGTH = 3;

    private final Target target;

    ConnectPhase(Target target) {
        super("socks5 proxy");
        this.target = target;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ByteBuf request = ctx.alloc().buffer();
        request.writeByte(Socks5.VERSION).writeByte(Socks5.CONNECT).writeByte(0);
        SocksAddress.write(request, target);
        ctx.writeAndFlush(request);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Socks5.requireVersion(in);
        int start = in.readerIndex();
        if (in.readableBytes() < 2) {
            return;
        }
        int code = in.getUnsignedByte(start + 1);
        ReplyCode reply = ReplyCode.of(code);
        if (reply != ReplyCode.SUCCEEDED) {
            // Some proxies close right after the code, so the address is not waited for.
            fail(
                    ctx,
                    reply.category(),
                    "socks5 proxy answered %d (%s) for %s"
                            .formatted(code, reply.meaning(), target));
            return;
        }
        int length = HEADER_LENGTH + SocksAddress.length(in, start + HEADER_LENGTH);
        if (in.readableBytes() >= length) {
            in.skipBytes(length);
            succeed(ctx, ctx.channel());
        }
    }
}
