package io.gost.spi.testkit;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Network;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The handler of {@code line} with one mistake that people make. */
record FlawedHandler(Flaw flaw) implements HandlerProvider<NoOptions> {
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<HandlerContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        WANTS_THE_REQUEST_IN_ONE_PIECE(
                "wait for the rest of a message",
                HandlerContract::handlerUnderstandsARequestThatArrivesByteByByte),
        DROPS_WHAT_FOLLOWS_THE_REQUEST(
                "pass on what follows",
                HandlerContract::handlerKeepsBytesThatArriveRightBehindTheRequest),
        LISTENS_TO_THE_CLIENT_FIRST(
                "what the target says first did not arrive",
                HandlerContract::handlerPassesOnWhatTheTargetSaysFirst),
        SETS_NO_DEADLINE(
                "call session.expectWithin", HandlerContract::handlerGivesASilentClientADeadline),
        REFUSES_EVERYBODY(
                "give session.authenticate what the client said",
                HandlerContract::handlerLetsTheRightUserIn),
        DOES_NOT_AUTHENTICATE(
                "ask session.authenticate before session.connect",
                HandlerContract::handlerRefusesAWrongUserAndNone),
        GOES_ON_WITHOUT_A_LOGIN(
                "go on only when authenticate succeeds",
                HandlerContract::handlerForgetsAClientThatLeavesWhileItsLoginIsChecked),
        SAYS_NOTHING_ON_FAILURE(
                "close each channel that you own",
                HandlerContract::handlerAnswersAndClosesWhateverFailsUpstream,
                HandlerContract::handlerAnswersAndClosesWhenTheTargetIsNotThere),
        LETS_EXCEPTIONS_FALL(
                "catch it in exceptionCaught", HandlerContract::handlerClosesOnGarbage),
        HEARS_NOTHING_OF_THE_END(
                "whoever fails after taking a channel closes it",
                HandlerContract::handlerForgetsAClientThatLeavesWithinItsRequest),
        KEEPS_A_BUFFER(
                "release each buffer once",
                HandlerContract::handlerRelaysOneMebibyteEachWayUnchanged),
        COPIES_WITHOUT_BACK_PRESSURE(
                "let session.relay copy",
                HandlerContract::handlerStopsAClientWhoseTargetDoesNotRead,
                HandlerContract::handlerStopsATargetWhoseClientDoesNotRead),
        CLOSES_BOTH_AT_THE_FIRST_END(
                "one end of input ended both ways",
                HandlerContract::handlerPassesOnTheEndOfTheClientsOutput,
                HandlerContract::handlerPassesOnTheEndOfTheTargetsOutput),
        FORGETS_THE_UPSTREAM(
                "close the channel that comes late",
                HandlerContract::handlerReleasesTheUpstreamOfAClientThatLeft),
        CLOSES_ITS_SESSIONS("its sessions go on", HandlerContract::handlerCanBeClosedWhileItRelays),
        USES_ANOTHER_THREAD(
                "outside its event loop",
                HandlerContract::handlerRelaysOneMebibyteEachWayUnchanged),
        BLOCKS_THE_EVENT_LOOP(
                "give work that waits to context.blocking",
                HandlerContract::handlerRelaysOneMebibyteEachWayUnchanged),
        STARTS_A_THREAD(
                "a plugin starts none", HandlerContract::handlerRelaysOneMebibyteEachWayUnchanged);

        private final String advice;
        private final List<Flawed.Check<HandlerContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<HandlerContract>... foundBy) {
            this.advice = advice;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<HandlerContract>> foundBy() {
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
    public Handler create(NoOptions options, HandlerContext context) {
        return new Line(context);
    }

    private final class Line implements Handler {
        private final HandlerContext context;
        private final Queue<Channel> clients = new ConcurrentLinkedQueue<>();

        Line(HandlerContext context) {
            this.context = context;
        }

        @Override
        public void handle(Session session) {
            clients.add(session.channel());
            FlawedHandler.this.handle(session, context);
        }

        @Override
        public void close() {
            if (flaw == Flaw.CLOSES_ITS_SESSIONS) {
                clients.forEach(Channel::close);
            }
        }
    }

    private void handle(Session session, HandlerContext context) {
        if (flaw == Flaw.BLOCKS_THE_EVENT_LOOP) {
            Flawed.waitOnThisThread();
        }
        if (flaw == Flaw.STARTS_A_THREAD) {
            Thread.ofPlatform().daemon().name("flawed").start(Flawed::waitForLong);
        }
        if (flaw != Flaw.SETS_NO_DEADLINE) {
            session.expectWithin(Duration.ofMinutes(1));
        }
        Parking.takeOver(session.channel(), new Request(session, context));
    }

    private void serve(Session session, HandlerContext context, String line) {
        String[] words = line.split(" ", -1);
        CompletionStage<String> login =
                flaw == Flaw.DOES_NOT_AUTHENTICATE
                        ? CompletableFuture.completedStage("")
                        : session.authenticate(
                                flaw == Flaw.REFUSES_EVERYBODY
                                        ? Credentials.of("", "")
                                        : Credentials.of(words[0], words[1]));
        (flaw == Flaw.GOES_ON_WITHOUT_A_LOGIN ? login.exceptionally(_ -> "") : login)
                .thenCompose(_ -> session.connect(Target.parse(Network.TCP, words[2])))
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure != null) {
                                refuse(session, GostException.of(failure));
                            } else if (flaw == Flaw.FORGETS_THE_UPSTREAM) {
                                say(session, "ok")
                                        .addListener(
                                                said -> {
                                                    if (said.isSuccess()) {
                                                        relay(session, context, upstream);
                                                    } else {
                                                        session.end(said.cause());
                                                    }
                                                });
                            } else {
                                say(session, "ok");
                                relay(session, context, upstream);
                            }
                        });
    }

    private void relay(Session session, HandlerContext context, Channel upstream) {
        switch (flaw) {
            case USES_ANOTHER_THREAD ->
                    context.blocking(
                            () -> {
                                session.relay(upstream, Duration.ZERO);
                                return "done";
                            });
            case COPIES_WITHOUT_BACK_PRESSURE, CLOSES_BOTH_AT_THE_FIRST_END -> {
                Parking.takeOver(upstream, new Copy(session.channel()));
                Parking.takeOver(session.channel(), new Copy(upstream));
            }
            case LISTENS_TO_THE_CLIENT_FIRST ->
                    Parking.takeOver(
                            session.channel(),
                            new Copy(upstream) {
                                @Override
                                public void channelRead(ChannelHandlerContext ctx, Object msg) {
                                    super.channelRead(ctx, msg);
                                    Parking.takeOver(upstream, new Copy(session.channel()));
                                }
                            });
            default -> session.relay(upstream, Duration.ZERO);
        }
    }

    private void refuse(Session session, GostException failure) {
        if (flaw != Flaw.SAYS_NOTHING_ON_FAILURE) {
            say(session, failure.category().name().toLowerCase(Locale.ROOT));
            session.end(failure);
        }
    }

    private static ChannelFuture say(Session session, String word) {
        return session.channel()
                .writeAndFlush(ByteBufUtil.writeUtf8(session.channel().alloc(), word + "\n"));
    }

    private final class Request extends ChannelInboundHandlerAdapter {
        private final Session session;
        private final HandlerContext context;
        private final StringBuilder line = new StringBuilder();

        Request(Session session, HandlerContext context) {
            this.session = session;
            this.context = context;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf in = (ByteBuf) msg;
            int end = in.bytesBefore((byte) '\n');
            if (flaw == Flaw.WANTS_THE_REQUEST_IN_ONE_PIECE && end < 0) {
                in.release();
                refuse(session, new GostException(Category.HANDSHAKE, "no end of line"));
                return;
            }
            int size = end < 0 ? in.readableBytes() : end;
            line.append(in.readString(size, StandardCharsets.ISO_8859_1));
            if (flaw == Flaw.LETS_EXCEPTIONS_FALL && line.length() > 100) {
                in.release();
                throw new IllegalStateException("line too long");
            }
            if (flaw == Flaw.KEEPS_A_BUFFER) {
                Flawed.keep(in.retain());
            }
            if (end < 0 && line.length() <= 512) {
                in.release();
                return;
            }
            Parking.park(ctx.channel());
            ctx.pipeline().remove(this);
            if (line.toString().split(" ", -1).length != 3) {
                in.release();
                refuse(session, new GostException(Category.HANDSHAKE, "not three words"));
                return;
            }
            in.skipBytes(flaw == Flaw.DROPS_WHAT_FOLLOWS_THE_REQUEST ? in.readableBytes() : 1);
            if (in.isReadable()) {
                ctx.fireChannelRead(in);
            } else {
                in.release();
            }
            serve(session, context, line.toString());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (flaw != Flaw.HEARS_NOTHING_OF_THE_END) {
                refuse(session, new GostException(Category.HANDSHAKE, "ended early"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (flaw == Flaw.LETS_EXCEPTIONS_FALL) {
                ctx.fireExceptionCaught(cause);
            }
            ctx.close();
        }
    }

    /** What everybody writes first. */
    private class Copy extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Copy(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            other.writeAndFlush(msg);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (flaw == Flaw.CLOSES_BOTH_AT_THE_FIRST_END) {
                ctx.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            other.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
