package io.gost.plugin.relay;

import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Server side: reads the request. */
final class RequestPhase extends HandshakePhase<Request> {
    RequestPhase() {
        super("relay client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Request request = Request.read(in);
        if (request != null) {
            succeed(ctx, request);
        }
    }
}
