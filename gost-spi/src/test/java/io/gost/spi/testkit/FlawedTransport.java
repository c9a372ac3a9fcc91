package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.GostException.Category;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.FlawedLayer.Mistake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** TCP on which each side first says a word, with one mistake that people make. */
record FlawedTransport(Flaw flaw) {
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<TransportContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        WANTS_A_WORD_IN_ONE_PIECE(
                "wait for the rest of a message",
                TransportContract::transportUnderstandsAHandshakeThatArrivesByteByByte),
        KEEPS_BUFFERS(
                "release each buffer once",
                Mistake.KEEPS_BUFFERS,
                TransportContract::transportCarriesOneMebibyteEachWayUnchanged),
        TAKES_ONE_READ_TOO_MANY(
                "what the target says first did not arrive",
                Mistake.TAKES_ONE_READ_TOO_MANY,
                TransportContract::transportPassesOnWhatTheServerSaysFirst),
        SWALLOWS_THE_END_OF_INPUT(
                "let the event of HalfClose.isEndOfInput pass",
                Mistake.SWALLOWS_THE_END_OF_INPUT,
                TransportContract::transportPassesOnTheEndOfTheClientsOutput,
                TransportContract::transportPassesOnTheEndOfTheServersOutput),
        ENDS_BOTH_WAYS_AT_ONCE(
                "one end of input ended both ways",
                Mistake.ENDS_BOTH_WAYS_AT_ONCE,
                TransportContract::transportPassesOnTheEndOfTheClientsOutput,
                TransportContract::transportPassesOnTheEndOfTheServersOutput),
        KEEPS_READING(
                "turn auto-read off",
                Mistake.KEEPS_READING,
                TransportContract::transportStopsAClientWhoseServerDoesNotRead,
                TransportContract::transportStopsAServerWhoseClientDoesNotRead),
        LEAVES_ITS_CHANNEL_UNPARKED(
                "call Parking.park(channel)",
                TransportContract::transportUnderstandsAHandshakeThatArrivesByteByByte),
        COMPLETES_ON_ANOTHER_THREAD(
                "bring it there with Stages.on",
                TransportContract::transportUnderstandsAHandshakeThatArrivesByteByByte),
        BLOCKS_THE_EVENT_LOOP(
                "give work that waits to context.blocking",
                TransportContract::transportUnderstandsAHandshakeThatArrivesByteByByte),
        NEVER_STOPS(
                "close the server's channel in stop()",
                TransportContract::listenerFreesItsAddressAndLeavesItsConnections,
                TransportContract::listenerCanBeStoppedWhileItStarts),
        HIDES_WHY_IT_CANNOT_START(
                "pass on what context.listen failed with",
                TransportContract::listenerNamesAnAddressThatIsTaken),
        TAKES_ANY_WORD(
                "although the other side broke off or said no",
                TransportContract::dialerFailsOnGarbage),
        FORGETS_FAILURES(
                "complete it when the channel closes",
                TransportContract::dialerGivesUpOnASilentServerWhenItsChannelIsClosed,
                TransportContract::dialerGivesUpAtEachStepWhenItsChannelIsClosed,
                TransportContract::dialerFailsWhenTheServerLeavesWithinItsHandshake),
        KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND(
                "close each channel that you own",
                TransportContract::listenerForgetsClientsThatDoNotSpeakItsProtocol,
                TransportContract::listenerForgetsClientsThatLeaveWithinTheirHandshake),
        BLAMES_ITSELF(
                "what a peer does is no bug of ours",
                TransportContract::dialerFailsWhenNobodyListens),
        SHARES_A_SESSION_WITHOUT_A_DEADLINE(
                "bound it with Stages.within",
                TransportContract::multiplexingDialerGivesUpOnASilentServerInTime),
        CANNOT_BE_CLOSED_AGAIN(
                "let a second close() do nothing", TransportContract::dialerCanBeClosedTwice);

        private final String advice;
        private final Mistake layer;
        private final List<Flawed.Check<TransportContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<TransportContract>... foundBy) {
            this(advice, Mistake.NONE, foundBy);
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Mistake layer, Flawed.Check<TransportContract>... foundBy) {
            this.advice = advice;
            this.layer = layer;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<TransportContract>> foundBy() {
            return foundBy;
        }
    }

    ListenerProvider<NoOptions> listening() {
        return new Listening(this);
    }

    DialerProvider<NoOptions> dialing() {
        return new Dialing(this);
    }

    private CompletionStage<Channel> greet(Channel channel, PluginContext context) {
        if (flaw == Flaw.BLOCKS_THE_EVENT_LOOP) {
            Flawed.waitOnThisThread();
        }
        if (flaw == Flaw.KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND) {
            channel.pipeline().addFirst(new FlawedLayer(Mistake.SWALLOWS_THE_END_OF_INPUT));
        }
        CompletableFuture<Channel> ready = new CompletableFuture<>();
        new Word(flaw)
                .run(channel)
                .whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                addLayer(channel);
                                ready.complete(channel);
                            } else if (flaw != Flaw.FORGETS_FAILURES) {
                                ready.completeExceptionally(failure);
                            }
                        });
        return flaw == Flaw.COMPLETES_ON_ANOTHER_THREAD ? context.blocking(ready::get) : ready;
    }

    private void addLayer(Channel channel) {
        if (flaw == Flaw.LEAVES_ITS_CHANNEL_UNPARKED) {
            channel.pipeline().addLast(new FlawedLayer(flaw.layer));
        } else {
            Parking.addLayers(channel, new FlawedLayer(flaw.layer));
        }
    }

    private record Transport(FlawedTransport flawed, PluginContext context)
            implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return SocketOptions.DEFAULT;
        }

        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return flawed.greet(channel, context);
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return flawed.greet(channel, context);
        }
    }

    private static final class Word extends HandshakePhase<Byte> {
        private final Flaw flaw;

        Word(Flaw flaw) {
            super("flawed peer");
            this.flaw = flaw;
        }

        @Override
        protected void begin(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(ctx.alloc().buffer(2).writeShort(4711));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            if (in.readableBytes() < 2) {
                if (flaw == Flaw.WANTS_A_WORD_IN_ONE_PIECE) {
                    fail(ctx, Category.HANDSHAKE, "half a word");
                }
                return;
            }
            if (in.readShort() == 4711 || flaw == Flaw.TAKES_ANY_WORD) {
                succeed(ctx, (byte) 0);
            } else if (flaw != Flaw.KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND) {
                fail(ctx, Category.HANDSHAKE, "another word");
            }
        }
    }

    private record Listening(FlawedTransport flawed) implements ListenerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("flawed");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Listener create(NoOptions options, ListenerContext context) {
            return new Half(flawed.flaw, new Transport(flawed, context).listener(context));
        }
    }

    private record Half(Flaw flaw, Listener right) implements Listener {
        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            return flaw == Flaw.HIDES_WHY_IT_CANNOT_START
                    ? right.start(acceptor)
                            .exceptionallyCompose(
                                    _ -> Stages.failed(Category.INTERNAL, "it did not start"))
                    : right.start(acceptor);
        }

        @Override
        public CompletionStage<Void> stop() {
            return flaw == Flaw.NEVER_STOPS ? CompletableFuture.completedStage(null) : right.stop();
        }
    }

    private record Dialing(FlawedTransport flawed) implements DialerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("flawed");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Dialer create(NoOptions options, DialerContext context) {
            Dialer right = new Transport(flawed, context).dialer();
            return switch (flawed.flaw) {
                case SHARES_A_SESSION_WITHOUT_A_DEADLINE -> new Sharing(right);
                case BLAMES_ITSELF -> new Blaming(right);
                case CANNOT_BE_CLOSED_AGAIN -> new ClosedOnce(right);
                default -> right;
            };
        }
    }

    private record Sharing(Dialer right) implements MultiplexingDialer {
        @Override
        public CompletionStage<Channel> dial(DialRequest request) {
            return right.dial(request).thenCompose(channel -> right.handshake(channel, request));
        }

        @Override
        public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
            return CompletableFuture.completedStage(channel);
        }
    }

    private record Blaming(Dialer right) implements Dialer {
        @Override
        public CompletionStage<Channel> dial(DialRequest request) {
            return right.dial(request)
                    .exceptionallyCompose(
                            failure -> Stages.failed(Category.INTERNAL, "" + failure));
        }

        @Override
        public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
            return right.handshake(channel, request);
        }
    }

    private record ClosedOnce(Dialer right, AtomicBoolean closed) implements Dialer {
        ClosedOnce(Dialer right) {
            this(right, new AtomicBoolean());
        }

        @Override
        public CompletionStage<Channel> dial(DialRequest request) {
            return right.dial(request);
        }

        @Override
        public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
            return right.handshake(channel, request);
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new IllegalStateException("closed");
            }
        }
    }
}
