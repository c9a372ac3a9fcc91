package io.gost.plugin.socks5;

import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Server side: reads a client's request (RFC 1928 §4). */
final class RequestPhase extends HandshakePhase<Request> {
    RequestPhase() {
        super("socks5 client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Request request = Request.read(in);
        if (request != null) {
            succeed(ctx, request);
        }
    }
}
