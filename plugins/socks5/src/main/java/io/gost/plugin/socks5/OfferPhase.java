package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import java.util.Optional;
import java.util.Set;

/** Client side: offers methods and reads which one the proxy chose (RFC 1928 §3). */
final class OfferPhase extends HandshakePhase<Method> {
    private static final int ANSWER_LENGTH = 2;

    private final Set<Method> offer;

    /**
     * Prepares an offer.
     *
     * @param offer with methods that log in, if there are credentials
     */
    OfferPhase(Set<Method> offer) {
        super("socks5 proxy");
        this.offer = offer;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ByteBuf greeting = ctx.alloc().buffer(2 + offer.size());
        greeting.writeByte(Socks5.VERSION).writeByte(offer.size());
        offer.forEach(method -> greeting.writeByte(method.code()));
        ctx.writeAndFlush(greeting);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Socks5.requireVersion(in);
        if (in.readableBytes() < ANSWER_LENGTH) {
            return;
        }
        byte code = in.skipBytes(1).readByte();
        Optional<Method> chosen = Method.of(offer, code);
        if (chosen.isPresent()) {
            succeed(ctx, chosen.get());
        } else if (code == Method.NONE_ACCEPTABLE || wantsALogin(code)) {
            fail(ctx, Category.AUTHENTICATION, refusal());
        } else {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "socks5 proxy chose method 0x%02x, which was not offered".formatted(code));
        }
    }

    /** GOST 3.2.6 answers like that to clients that offered no login. */
    private boolean wantsALogin(byte code) {
        return code == Method.PASSWORD.code() && offer.stream().noneMatch(Method::logsIn);
    }

    private String refusal() {
        if (!offer.contains(Method.NONE)) {
            return "socks5 proxy does not negotiate TLS (tls.secure), or refuses our login";
        }
        return offer.contains(Method.PASSWORD)
                ? "socks5 proxy accepts neither anonymous clients nor passwords"
                : "socks5 proxy wants a login and the node has none";
    }
}
