package io.gost.plugin.socks4;

import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Server side: reads a client's request. */
final class RequestPhase extends HandshakePhase<Request> {
    RequestPhase() {
        super("socks4 client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Request request = Request.read(in);
        if (request != null) {
            succeed(ctx, request);
        }
    }
}
