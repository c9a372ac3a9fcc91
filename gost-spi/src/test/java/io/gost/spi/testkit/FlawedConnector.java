package io.gost.spi.testkit;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The connector of {@code line} with one mistake that people make. */
record FlawedConnector(Flaw flaw) implements ConnectorProvider<NoOptions> {
    enum Flaw {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        WANTS_THE_ANSWER_IN_ONE_PIECE("the answer is not ok"),
        DROPS_WHAT_FOLLOWS_THE_ANSWER("leave what follows it on the channel"),
        LEAVES_ITS_CHANNEL_UNPARKED("call Parking.park(channel)"),
        COMPLETES_ON_ANOTHER_THREAD("bring it there with Stages.on"),
        BLOCKS_THE_EVENT_LOOP("give work that waits to context.blocking"),
        HEARS_NOTHING_OF_THE_END("complete it when the channel closes"),
        TAKES_ANY_ANSWER("although the other side broke off or said no"),
        KEEPS_A_REFUSED_CHANNEL("close each channel that you own"),
        BLAMES_ITSELF("what a peer does is no bug of ours");

        private final String advice;

        Flaw(String advice) {
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }

    @Override
    public List<String> types() {
        return List.of("line");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Connector create(NoOptions options, ConnectorContext context) {
        return (channel, request) -> connect(channel, request, context);
    }

    private CompletionStage<Channel> connect(
            Channel channel, ConnectRequest request, ConnectorContext context) {
        if (flaw == Flaw.BLOCKS_THE_EVENT_LOOP) {
            Flawed.waitOnThisThread();
        }
        Answer answer = new Answer();
        Parking.takeOver(channel, answer);
        channel.writeAndFlush(
                ByteBufUtil.writeUtf8(channel.alloc(), "- - " + request.target() + "\n"));
        return flaw == Flaw.COMPLETES_ON_ANOTHER_THREAD
                ? context.blocking(() -> answer.result.get())
                : answer.result;
    }

    private final class Answer extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Channel> result = new CompletableFuture<>();
        private final StringBuilder line = new StringBuilder();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf in = (ByteBuf) msg;
            int end = in.bytesBefore((byte) '\n');
            line.append(
                    in.readString(end < 0 ? in.readableBytes() : end, StandardCharsets.ISO_8859_1));
            if (end < 0 && flaw != Flaw.WANTS_THE_ANSWER_IN_ONE_PIECE && line.length() <= 512) {
                in.release();
                return;
            }
            in.skipBytes(
                    flaw == Flaw.DROPS_WHAT_FOLLOWS_THE_ANSWER || end < 0 ? in.readableBytes() : 1);
            boolean agreed = line.toString().equals("ok") || flaw == Flaw.TAKES_ANY_ANSWER;
            if (!agreed) {
                in.release();
                fail(ctx, "the answer is not ok");
                return;
            }
            if (flaw != Flaw.LEAVES_ITS_CHANNEL_UNPARKED) {
                Parking.park(ctx.channel());
            } else {
                ctx.channel().config().setAutoRead(false);
            }
            ctx.pipeline().remove(this);
            if (in.isReadable()) {
                ctx.fireChannelRead(in);
            } else {
                in.release();
            }
            result.complete(ctx.channel());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (flaw != Flaw.HEARS_NOTHING_OF_THE_END) {
                fail(ctx, "ended early");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (flaw != Flaw.HEARS_NOTHING_OF_THE_END) {
                fail(ctx, "closed early");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(ctx, cause.getMessage());
        }

        private void fail(ChannelHandlerContext ctx, String message) {
            if (flaw != Flaw.KEEPS_A_REFUSED_CHANNEL) {
                ctx.close();
            }
            Category category = flaw == Flaw.BLAMES_ITSELF ? Category.INTERNAL : Category.HANDSHAKE;
            result.completeExceptionally(new GostException(category, message));
        }
    }
}
