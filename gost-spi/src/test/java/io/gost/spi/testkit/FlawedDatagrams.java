package io.gost.spi.testkit;

import io.gost.spi.Datagram;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sockets of the test's network, with one mistake that people make. */
record FlawedDatagrams(Flaw flaw, AtomicReference<ChannelHandlerContext> latest)
        implements DatagramContract {
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<DatagramContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        CUTS_LARGE_ONES(
                "neither cut nor joined", DatagramContract::datagramsArriveWholeWhateverTheirSize),
        JOINS_WHAT_IS_FLUSHED_TOGETHER(
                "neither cut nor joined",
                DatagramContract::datagramsSentTogetherKeepTheirBoundaries),
        ENDS_AT_WHAT_CANNOT_BE_SENT(
                "what cannot be carried is lost alone",
                DatagramContract::datagramsThatAreTooLargeOrEmptyHarmNoOther,
                DatagramContract::associationsSurviveDatagramsToNowhere),
        ANSWERS_WHO_CAME_LAST(
                "keep clients apart", DatagramContract::datagramsOfSeveralClientsStayApart),
        ENDS_WHEN_IT_IS_REFUSED(
                "a target that refuses one does not end the way to it",
                DatagramContract::datagramsToAPortWithoutAListenerHarmNoOther),
        NAMES_ONE_PEER_ONLY(
                "say it in Datagram.address()", DatagramContract::associationsTalkToSeveralPeers);

        private final String advice;
        private final List<Flawed.Check<DatagramContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<DatagramContract>... foundBy) {
            this.advice = advice;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<DatagramContract>> foundBy() {
            return foundBy;
        }
    }

    FlawedDatagrams(Flaw flaw) {
        this(flaw, new AtomicReference<>());
    }

    @Override
    public Channel openDatagrams(TestNetwork network, Target target) {
        return flawed(
                Await.result(
                        network.router()
                                .find(target)
                                .thenCompose(
                                        address ->
                                                network.dialDatagrams(
                                                        address, network.nextLoop()))));
    }

    @Override
    public Optional<Channel> associate(TestNetwork network) {
        return Optional.of(
                flawed(Await.result(LoopbackDatagrams.associate(network, network.nextLoop()))));
    }

    private Channel flawed(Channel channel) {
        return Await.on(
                channel.eventLoop(),
                () -> {
                    if (flaw == Flaw.ENDS_WHEN_IT_IS_REFUSED) {
                        channel.pipeline().addFirst(new Timid());
                    }
                    Parking.addLayers(channel, new Layer(flaw, latest));
                    return channel;
                });
    }

    private static final class Timid extends ChannelDuplexHandler {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private static final class Layer extends ChannelDuplexHandler {
        private static final int SMALL = 4_096;
        private static final int LARGEST = 65_507;

        private final Flaw flaw;
        private final AtomicReference<ChannelHandlerContext> latest;
        private @Nullable ByteBuf joined;
        private @Nullable Target first;

        Layer(Flaw flaw, AtomicReference<ChannelHandlerContext> latest) {
            this.flaw = flaw;
            this.latest = latest;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            latest.set(ctx);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            switch (flaw) {
                case ANSWERS_WHO_CAME_LAST -> latest.get().fireChannelRead(msg);
                case NAMES_ONE_PEER_ONLY -> ctx.fireChannelRead(renamed(msg));
                default -> ctx.fireChannelRead(msg);
            }
        }

        private Object renamed(Object msg) {
            if (!(msg instanceof Datagram datagram)) {
                return msg;
            }
            Target peer = first == null ? datagram.address() : first;
            first = peer;
            return new Datagram(peer, datagram.content());
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            ByteBuf payload = msg instanceof Datagram datagram ? datagram.content() : (ByteBuf) msg;
            switch (flaw) {
                case CUTS_LARGE_ONES ->
                        payload.writerIndex(
                                payload.readerIndex() + Math.min(payload.readableBytes(), SMALL));
                case ENDS_AT_WHAT_CANNOT_BE_SENT -> {
                    if (payload.readableBytes() > LARGEST || leadsNowhere(msg)) {
                        ctx.close();
                    }
                }
                case JOINS_WHAT_IS_FLUSHED_TOGETHER -> {
                    ByteBuf all = joined == null ? ctx.alloc().buffer() : joined;
                    joined = all.writeBytes(payload);
                    payload.release();
                    return;
                }
                default -> {}
            }
            ctx.write(msg, promise);
        }

        private static boolean leadsNowhere(Object msg) {
            return msg instanceof Datagram datagram && !datagram.address().isLiteral();
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            ByteBuf all = joined;
            if (all != null) {
                joined = null;
                ctx.write(all, ctx.voidPromise());
            }
            ctx.flush();
        }
    }
}
