package io.gost.plugin.socks4;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.NetUtil;

import java.nio.charset.StandardCharsets;

/** Client side: asks for a connection and reads the reply. */
final class ConnectPhase extends HandshakePhase<Channel> {
    /** SOCKS4a: an address that no host has, saying that a name follows. */
    private static final int NAME_FOLLOWS = 0x00000001;

    private final Target target;
    private final byte[] userId;
    private final boolean byName;

    private ConnectPhase(Target target, byte[] userId, boolean byName) {
        super("socks4 proxy");
        this.target = target;
        this.userId = userId;
        this.byName = byName;
    }

    /** Leaves it to the proxy what the host means (SOCKS4a). */
    static ConnectPhase byName(Target target, byte[] userId) {
        return new ConnectPhase(target, userId, true);
    }

    /** Sends the host, an IPv4 literal, as an address. */
    static ConnectPhase byAddress(Target target, byte[] userId) {
        return new ConnectPhase(target, userId, false);
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ByteBuf request = ctx.alloc().buffer();
        request.writeByte(Socks4.VERSION).writeByte(Socks4.CONNECT).writeShort(target.port());
        if (byName) {
            request.writeInt(NAME_FOLLOWS).writeBytes(userId).writeByte(0);
            request.writeCharSequence(target.host(), StandardCharsets.UTF_8);
        } else {
            request.writeBytes(NetUtil.createByteArrayFromIpAddressString(target.host()));
            request.writeBytes(userId);
        }
        ctx.writeAndFlush(request.writeByte(0));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        int version = in.getUnsignedByte(in.readerIndex());
        if (version != Socks4.REPLY_VERSION) {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "socks4 proxy replied with version %d instead of 0".formatted(version));
            return;
        }
        if (in.readableBytes() < ReplyCode.REPLY_LENGTH) {
            return;
        }
        int code = in.skipBytes(1).readUnsignedByte();
        in.skipBytes(ReplyCode.REPLY_LENGTH - 2);
        if (code == ReplyCode.GRANTED.code()) {
            succeed(ctx, ctx.channel());
        } else {
            fail(
                    ctx,
                    ReplyCode.category(code),
                    "socks4 proxy answered %d for %s".formatted(code, target));
        }
    }
}
