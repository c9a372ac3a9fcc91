package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/** Client side: logs in with user name and password (RFC 1929 §2). */
final class CredentialsPhase extends HandshakePhase<Channel> {
    private static final int ANSWER_LENGTH = 2;

    private final Login login;

    CredentialsPhase(Login login) {
        super("socks5 proxy");
        this.login = login;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(login.message(ctx.alloc()));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < ANSWER_LENGTH) {
            return;
        }
        int version = in.readUnsignedByte();
        int status = in.readUnsignedByte();
        if (version != Socks5.LOGIN_VERSION) {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "socks5 proxy answered the login with version %d instead of 1"
                            .formatted(version));
        } else if (status != 0) {
            fail(
                    ctx,
                    Category.AUTHENTICATION,
                    "socks5 proxy refused the login with status %d".formatted(status));
        } else {
            succeed(ctx, ctx.channel());
        }
    }
}
