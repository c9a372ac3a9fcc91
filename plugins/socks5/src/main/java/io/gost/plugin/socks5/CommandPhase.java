package io.gost.plugin.socks5;

import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Client side: gives a command and reads the reply, whose address is the result (RFC 1928 §4 and
 * §6).
 */
final class CommandPhase extends HandshakePhase<Target> {
    private static final int HEADER_LENGTH = 3;

    private final int command;
    private final Target address;

    /**
     * Prepares a command.
     *
     * @param command the byte CMD
     * @param address DST.ADDR and DST.PORT
     */
    CommandPhase(int command, Target address) {
        super("socks5 proxy");
        this.command = command;
        this.address = address;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ByteBuf request = ctx.alloc().buffer();
        request.writeByte(Socks5.VERSION).writeByte(command).writeByte(0);
        SocksAddress.write(request, address);
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
                    "socks5 proxy answered %d (%s) for %s%s"
                            .formatted(code, reply.meaning(), Socks5.purpose(command), address));
            return;
        }
        int length = HEADER_LENGTH + SocksAddress.length(in, start + HEADER_LENGTH);
        if (in.readableBytes() >= length) {
            in.skipBytes(HEADER_LENGTH);
            succeed(ctx, SocksAddress.read(in));
        }
    }
}
