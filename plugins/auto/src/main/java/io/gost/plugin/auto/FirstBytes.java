package io.gost.plugin.auto;

import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

/**
 * Tells protocols apart by their first bytes, which stay on the channel.
 *
 * <p>No more is waited for than is needed to decide: a SOCKS client sends as few as three bytes and
 * then waits for an answer.
 */
final class FirstBytes extends HandshakePhase<Protocol> {
    private static final int SOCKS4_VERSION = 0x04;
    private static final int SOCKS5_VERSION = 0x05;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 0x03;
    private static final int TLS_1_0_MINOR = 0x01;
    private static final int TLS_1_3_MINOR = 0x04;

    FirstBytes() {
        super("client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.isReadable()) {
            Protocol protocol = detect(in);
            if (protocol != null) {
                succeed(ctx, protocol);
            }
        }
    }

    private static @Nullable Protocol detect(ByteBuf in) {
        return switch (in.getUnsignedByte(in.readerIndex())) {
            case SOCKS4_VERSION -> Protocol.SOCKS4;
            case SOCKS5_VERSION -> Protocol.SOCKS5;
            case TLS_HANDSHAKE -> detectTls(in);
            default -> Protocol.HTTP;
        };
    }

    /** What begins like TLS but has no version of it is left to the HTTP handler to refuse. */
    private static @Nullable Protocol detectTls(ByteBuf in) {
        if (in.readableBytes() < 3) {
            return null;
        }
        int major = in.getUnsignedByte(in.readerIndex() + 1);
        int minor = in.getUnsignedByte(in.readerIndex() + 2);
        boolean known = major == TLS_MAJOR && minor >= TLS_1_0_MINOR && minor <= TLS_1_3_MINOR;
        return known ? Protocol.TLS : Protocol.HTTP;
    }
}
