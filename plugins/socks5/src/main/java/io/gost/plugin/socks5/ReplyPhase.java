package io.gost.plugin.socks5;

import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Client side: reads a reply, whose address is the result (RFC 1928 §6). */
class ReplyPhase extends HandshakePhase<Target> {
    private static final int HEADER_LENGTH = 3;

    private final String subject;

    /**
     * Prepares to read.
     *
     * @param subject what the reply is about, for messages
     */
    ReplyPhase(String subject) {
        super("socks5 proxy");
        this.subject = subject;
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in) {
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
                            .formatted(code, reply.meaning(), subject));
            return;
        }
        int length = HEADER_LENGTH + SocksAddress.length(in, start + HEADER_LENGTH);
        if (in.readableBytes() >= length) {
            in.skipBytes(HEADER_LENGTH);
            succeed(ctx, SocksAddress.read(in));
        }
    }
}
