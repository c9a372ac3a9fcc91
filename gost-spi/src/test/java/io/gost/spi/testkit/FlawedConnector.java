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
import io.gost.spi.testkit.FlawedLayer.Mistake;
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
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<ConnectorContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        WANTS_THE_ANSWER_IN_ONE_PIECE(
                "wait for the rest of a message",
                ConnectorContract::connectorUnderstandsAnAnswerThatArrivesByteByByte),
        DROPS_WHAT_FOLLOWS_THE_ANSWER(
                "leave what follows it on the channel",
                ConnectorContract::connectorKeepsBytesThatArriveRightBehindTheAnswer),
        TAKES_ONE_READ_TOO_MANY(
                "what the target says first did not arrive",
                Mistake.TAKES_ONE_READ_TOO_MANY,
                ConnectorContract::connectorPassesOnWhatTheTargetSaysFirst),
        SWALLOWS_THE_END_OF_INPUT(
                "let the event of HalfClose.isEndOfInput pass",
                Mistake.SWALLOWS_THE_END_OF_INPUT,
                ConnectorContract::connectorPassesOnTheEndOfTheTargetsOutput),
        ENDS_BOTH_WAYS_AT_ONCE(
                "one end of input ended both ways",
                Mistake.ENDS_BOTH_WAYS_AT_ONCE,
                ConnectorContract::connectorPassesOnTheEndOfTheClientsOutput),
        KEEPS_READING(
                "turn auto-read off",
                Mistake.KEEPS_READING,
                ConnectorContract::connectorStopsATargetWhoseClientDoesNotRead),
        QUEUES_WHAT_IT_SENDS(
                "turn auto-read off",
                Mistake.QUEUES_WHAT_IT_SENDS,
                ConnectorContract::connectorStopsAClientWhoseTargetDoesNotRead),
        LEAVES_ITS_CHANNEL_UNPARKED(
                "call Parking.park(channel)",
                ConnectorContract::connectorCarriesOneMebibyteEachWayUnchanged),
        COMPLETES_ON_ANOTHER_THREAD(
                "bring it there with Stages.on",
                ConnectorContract::connectorCarriesOneMebibyteEachWayUnchanged),
        BLOCKS_THE_EVENT_LOOP(
                "give work that waits to context.blocking",
                ConnectorContract::connectorCarriesOneMebibyteEachWayUnchanged),
        SAYS_NO_PASSWORD(
                "say what context.credentials() holds", ConnectorContract::connectorLogsIn),
        TAKES_ANY_ANSWER(
                "although the other side broke off or said no",
                ConnectorContract::connectorFailsOnGarbage,
                ConnectorContract::connectorFailsWhenItsLoginIsRefused,
                ConnectorContract::connectorFailsWhateverFailsBehindTheNode),
        KEEPS_A_REFUSED_CHANNEL(
                "close each channel that you own",
                ConnectorContract::connectorFailsWhenItsLoginIsRefused,
                ConnectorContract::connectorFailsWhateverFailsBehindTheNode),
        HEARS_NOTHING_OF_THE_END(
                "complete it when the channel closes",
                ConnectorContract::connectorGivesUpOnASilentNodeWhenItsChannelIsClosed,
                ConnectorContract::connectorFailsWhenTheNodeHangsUp),
        FORGETS_THE_END_WITHIN_AN_ANSWER(
                "complete it when the channel closes",
                ConnectorContract::connectorGivesUpAtEachStepWhenItsChannelIsClosed),
        BLAMES_ITSELF(
                "what a peer does is no bug of ours",
                ConnectorContract::connectorFailsWhenTheNodeLeavesWithinItsAnswer);

        private final String advice;
        private final Mistake left;
        private final List<Flawed.Check<ConnectorContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<ConnectorContract>... foundBy) {
            this(advice, Mistake.NONE, foundBy);
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Mistake left, Flawed.Check<ConnectorContract>... foundBy) {
            this.advice = advice;
            this.left = left;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<ConnectorContract>> foundBy() {
            return foundBy;
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
        String login =
                context.credentials()
                        .filter(_ -> flaw != Flaw.SAYS_NO_PASSWORD)
                        .map(known -> known.username() + " " + known.password().reveal())
                        .orElse("- -");
        channel.writeAndFlush(
                ByteBufUtil.writeUtf8(channel.alloc(), login + " " + request.target() + "\n"));
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
            if (flaw != Flaw.LEAVES_ITS_CHANNEL_UNPARKED) {
                Parking.addLayers(ctx.channel(), new FlawedLayer(flaw.left));
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
            if (flaw != Flaw.HEARS_NOTHING_OF_THE_END
                    && (flaw != Flaw.FORGETS_THE_END_WITHIN_AN_ANSWER || line.isEmpty())) {
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
