package io.gost.plugin.relay;

import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.util.List;

/**
 * Client side, when the request travels with the first payload: takes the response off the front of
 * what the server sends, and removes itself. A refusal breaks the channel, whoever owns it by then.
 */
final class AwaitedResponse extends ByteToMessageDecoder {
    private final Target asked;
    private boolean done;

    AwaitedResponse(Target asked) {
        this.asked = asked;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (done) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            Response response = Response.read(in);
            if (response == null) {
                return;
            }
            if (response.isOk()) {
                done = true;
                ctx.pipeline().remove(this);
            } else {
                fail(ctx, response.failure(asked));
            }
        } catch (GostException malformed) {
            fail(ctx, malformed);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) throws Exception {
        if (HalfClose.isEndOfInput(evt)) {
            fail(ctx, RelayProtocol.noAnswer(asked));
        }
        super.userEventTriggered(ctx, evt);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        fail(ctx, RelayProtocol.noAnswer(asked));
        super.channelInactive(ctx);
    }

    private void fail(ChannelHandlerContext ctx, GostException failure) {
        if (!done) {
            done = true;
            ctx.fireExceptionCaught(failure);
            ctx.close();
        }
    }
}
