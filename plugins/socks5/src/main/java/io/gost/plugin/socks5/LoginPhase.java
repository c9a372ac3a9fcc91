package io.gost.plugin.socks5;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;

/** Server side: reads a client's user name and password (RFC 1929 §2). */
final class LoginPhase extends HandshakePhase<Credentials> {
    /** VER and ULEN. */
    private static final int HEADER_LENGTH = 2;

    LoginPhase() {
        super("socks5 client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        int start = in.readerIndex();
        int version = in.getUnsignedByte(start);
        if (version != Socks5.LOGIN_VERSION) {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "socks5 login of version %d instead of 1".formatted(version));
        } else if (in.readableBytes() >= length(in, start)) {
            in.skipBytes(1);
            succeed(ctx, Credentials.of(readText(in), readText(in)));
        }
    }

    /** As far as the bytes that have arrived tell; always more than they are until they do. */
    private static int length(ByteBuf in, int start) {
        if (in.writerIndex() < start + HEADER_LENGTH) {
            return HEADER_LENGTH;
        }
        int passwordLengthAt = start + HEADER_LENGTH + in.getUnsignedByte(start + 1);
        int upToPassword = passwordLengthAt + 1 - start;
        return in.writerIndex() <= passwordLengthAt
                ? upToPassword
                : upToPassword + in.getUnsignedByte(passwordLengthAt);
    }

    private static String readText(ByteBuf in) {
        return in.readCharSequence(in.readUnsignedByte(), StandardCharsets.UTF_8).toString();
    }
}
