package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.FlawedLayer.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Streams in frames with credit, with one mistake that people make. */
record FlawedMultiplexer(Flaw flaw) implements MultiplexerProvider<NoOptions> {
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<MultiplexerContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        GRANTS_NOTHING_AGAIN(
                "whoever waits for room has to hear of it",
                MultiplexerContract::multiplexerCarriesOneMebibyteEachWayUnchanged),
        OPENS_ON_ANOTHER_THREAD(
                "bring it there with Stages.on",
                MultiplexerContract::multiplexerCarriesOneMebibyteEachWayUnchanged),
        WANTS_FRAMES_IN_ONE_PIECE(
                "wait for the rest of a message",
                MultiplexerContract::multiplexerUnderstandsFramesThatArriveByteByByte),
        CLOSES_A_STREAM_AT_ITS_FIRST_END(
                "one end of input ended both ways",
                MultiplexerContract::multiplexerPassesOnTheEndOfTheClientsOutput,
                MultiplexerContract::multiplexerPassesOnTheEndOfTheServersOutput),
        HAS_NO_WINDOWS(
                "turn auto-read off",
                MultiplexerContract::multiplexerStopsAClientWhoseServerDoesNotRead,
                MultiplexerContract::multiplexerStopsAServerWhoseClientDoesNotRead),
        MIXES_STREAMS_UP(
                "the stream that the frame names",
                MultiplexerContract::multiplexerKeepsManyStreamsApart),
        COUNTS_NO_STREAMS(
                "what streams() says of open streams",
                MultiplexerContract::multiplexerKeepsManyStreamsApart),
        NEVER_SAYS_THAT_IT_ENDED(
                "complete it when the channel closes",
                MultiplexerContract::multiplexerEndsItsSessionWithTheConnection),
        LEAVES_ITS_STREAMS(
                "the streams of a session end with it",
                MultiplexerContract::multiplexerClosesItsSession),
        RETIRES_AT_ONCE("its streams go on", MultiplexerContract::multiplexerRetiresItsSession),
        TAKES_STREAMS_WHEN_RETIRED(
                "a retired session takes streams",
                MultiplexerContract::multiplexerRetiresItsSession),
        REFUSES_STREAMS_WHEN_RETIRED(
                "take its streams as long as the session lives",
                MultiplexerContract::multiplexerTakesStreamsOfASessionThatItsServerRetired),
        KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND(
                "whoever fails after taking a channel closes it",
                MultiplexerContract::multiplexerClosesOnGarbage);

        private final String advice;
        private final List<Flawed.Check<MultiplexerContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<MultiplexerContract>... foundBy) {
            this.advice = advice;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<MultiplexerContract>> foundBy() {
            return foundBy;
        }
    }

    @Override
    public List<String> types() {
        return List.of("flawed");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Multiplexer create(NoOptions options, PluginContext context) {
        return new Framed(flaw, context);
    }

    private record Framed(Flaw flaw, PluginContext context) implements Multiplexer {
        @Override
        public MultiplexSession client(Channel channel, Acceptor incoming) {
            return new Session(flaw, start(channel, incoming, 1), context);
        }

        @Override
        public MultiplexSession server(Channel channel, Acceptor incoming) {
            return new Session(flaw, start(channel, incoming, 2), context);
        }

        private MultiplexSession start(Channel channel, Acceptor incoming, int firstId) {
            if (flaw == Flaw.WANTS_FRAMES_IN_ONE_PIECE) {
                Parking.addLayers(channel, new Impatient());
            } else if (flaw == Flaw.KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND) {
                Parking.addLayers(channel, new FlawedLayer(Mistake.SWALLOWS_THE_END_OF_INPUT));
            }
            return new FlawedSession(channel, incoming, firstId, flaw).start();
        }
    }

    private static final class Impatient extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (((ByteBuf) msg).readableBytes() < FlawedSession.HEADER) {
                ctx.close();
            }
            ctx.fireChannelRead(msg);
        }
    }

    /** What is wrong with a session whatever its frames are. */
    private record Session(Flaw flaw, MultiplexSession right, PluginContext context)
            implements MultiplexSession {
        @Override
        public CompletionStage<Channel> open() {
            CompletionStage<Channel> opened = right.open();
            return flaw == Flaw.OPENS_ON_ANOTHER_THREAD
                    ? context.blocking(() -> afterwards(opened))
                    : opened;
        }

        /** Not before whoever asked has begun to wait. */
        private static Channel afterwards(CompletionStage<Channel> opened) throws Exception {
            Channel stream = opened.toCompletableFuture().get();
            stream.eventLoop().submit(() -> {}).get();
            return stream;
        }

        @Override
        public boolean isOpen() {
            return flaw == Flaw.TAKES_STREAMS_WHEN_RETIRED || right.isOpen();
        }

        @Override
        public int streams() {
            return flaw == Flaw.COUNTS_NO_STREAMS ? 0 : right.streams();
        }

        @Override
        public long received() {
            return right.received();
        }

        @Override
        public CompletionStage<Void> closed() {
            return flaw == Flaw.NEVER_SAYS_THAT_IT_ENDED
                    ? new CompletableFuture<>()
                    : right.closed();
        }

        @Override
        public void retire() {
            right.retire();
            if (flaw == Flaw.RETIRES_AT_ONCE) {
                right.close();
            }
        }

        @Override
        public void close() {
            if (flaw != Flaw.LEAVES_ITS_STREAMS) {
                right.close();
            }
        }
    }
}
