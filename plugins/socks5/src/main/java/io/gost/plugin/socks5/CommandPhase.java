package io.gost.plugin.socks5;

import io.gost.spi.Target;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Client side: gives a command and reads the reply (RFC 1928 §4 and §6). */
final class CommandPhase extends ReplyPhase {
    private final int command;
    private final Target address;

    /**
     * Prepares a command.
     *
     * @param command the byte CMD
     * @param address DST.ADDR and DST.PORT
     */
    CommandPhase(int command, Target address) {
        super(Socks5.purpose(command) + address);
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
}
