package io.gost.plugin.relay;

import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

/** Client side: sends a request and reads the response. */
final class ResponsePhase extends HandshakePhase<Response> {
    private final @Nullable Question question;
    private final Target asked;

    /** Asks. */
    ResponsePhase(Question question) {
        super(RelayProtocol.SERVER);
        this.question = question;
        this.asked = question.address();
    }

    /** Reads what a server says unasked, at the beginning of a stream for a bound address. */
    ResponsePhase(Target bound) {
        super(RelayProtocol.SERVER);
        this.question = null;
        this.asked = bound;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        if (question != null) {
            ctx.writeAndFlush(question.message(ctx.alloc()));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        Response response = Response.read(in);
        if (response == null) {
            return;
        }
        if (response.isOk()) {
            succeed(ctx, response);
        } else {
            GostException failure = response.failure(asked);
            fail(ctx, failure.category(), String.valueOf(failure.getMessage()));
        }
    }
}
