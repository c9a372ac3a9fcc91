package io.gost.runtime.route;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** The client's side of {@link LineProxy}. */
final class LineConnector implements Connector {
    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        return new Phase(request.target() + "\n").run(channel).thenApply(_ -> channel);
    }

    private static final class Phase extends HandshakePhase<Boolean> {
        private final String request;

        Phase(String request) {
            super("line proxy");
            this.request = request;
        }

        @Override
        protected void begin(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            if (in.readableBytes() < 3) {
                return;
            }
            String answer = in.readCharSequence(3, StandardCharsets.US_ASCII).toString();
            if (answer.equals("ok\n")) {
                succeed(ctx, true);
            } else {
                fail(ctx, Category.UNREACHABLE, "line proxy answered " + answer.strip());
            }
        }
    }
}
