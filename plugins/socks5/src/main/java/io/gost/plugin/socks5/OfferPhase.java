package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Client side: offers methods and reads which one the proxy chose (RFC 1928 §3). */
final class OfferPhase extends HandshakePhase<Byte> {
    private static final int ANSWER_LENGTH = 2;

    private static final byte[] WITHOUT_LOGIN = {Socks5.VERSION, 1, Socks5.NO_AUTHENTICATION};
    private static final byte[] WITH_LOGIN = {
        Socks5.VERSION, 2, Socks5.NO_AUTHENTICATION, Socks5.PASSWORD
    };

    private final byte[] offer;

    private OfferPhase(byte[] offer) {
        super("socks5 proxy");
        this.offer = offer;
    }

    /** For a connector that has no credentials. */
    static OfferPhase withoutLogin() {
        return new OfferPhase(WITHOUT_LOGIN);
    }

    /** For a connector that has credentials but will do without them, too. */
    static OfferPhase withLogin() {
        return new OfferPhase(WITH_LOGIN);
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(ctx.alloc().buffer(offer.length).writeBytes(offer));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Socks5.requireVersion(in);
        if (in.readableBytes() < ANSWER_LENGTH) {
            return;
        }
        byte method = in.skipBytes(1).readByte();
        if (method == Socks5.NO_AUTHENTICATION
                || (method == Socks5.PASSWORD && offer == WITH_LOGIN)) {
            succeed(ctx, method);
        } else if (method == Socks5.NONE_ACCEPTABLE) {
            fail(ctx, Category.AUTHENTICATION, refusal());
        } else {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "socks5 proxy chose method 0x%02x, which was not offered".formatted(method));
        }
    }

    private String refusal() {
        return offer == WITH_LOGIN
                ? "socks5 proxy accepts neither anonymous clients nor passwords"
                : "socks5 proxy wants a login and the node has none";
    }
}
