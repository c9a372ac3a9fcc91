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
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.Parking;
import io.gost.spi.support.StreamTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

import java.net.SocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** TCP on which each side first says a byte, with one mistake that people make. */
record FlawedTransport(Flaw flaw, Queue<ByteBuf> kept) {
    enum Flaw {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        KEEPS_BUFFERS("release each buffer once"),
        SWALLOWS_THE_END_OF_INPUT("Read timed out"),
        LEAVES_ITS_CHANNEL_UNPARKED("call Parking.park(channel)"),
        COMPLETES_ON_ANOTHER_THREAD("bring it there with Stages.on"),
        BLOCKS_THE_EVENT_LOOP("give work that waits to context.blocking"),
        TAKES_ANY_WORD("although the other side broke off or said no"),
        KEEPS_READING("let session.relay copy, or turn auto-read off"),
        NEVER_STOPS("the address is free");

        private final String advice;

        Flaw(String advice) {
            this.advice = advice;
        }

        String advice() {
            return advice;
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
        CompletableFuture<Channel> ready =
                new Word(flaw)
                        .run(channel)
                        .thenApply(
                                _ -> {
                                    addLayer(channel);
                                    return channel;
                                })
                        .toCompletableFuture();
        return flaw == Flaw.COMPLETES_ON_ANOTHER_THREAD ? context.blocking(ready::get) : ready;
    }

    private void addLayer(Channel channel) {
        if (flaw == Flaw.LEAVES_ITS_CHANNEL_UNPARKED) {
            channel.pipeline().addLast(new Layer(this));
        } else {
            Parking.addLayers(channel, new Layer(this));
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
                return;
            }
            if (in.readShort() == 4711 || flaw == Flaw.TAKES_ANY_WORD) {
                succeed(ctx, (byte) 0);
            } else {
                fail(ctx, Category.HANDSHAKE, "another word");
            }
        }
    }

    private static final class Layer extends ChannelDuplexHandler {
        private final FlawedTransport flawed;

        Layer(FlawedTransport flawed) {
            this.flawed = flawed;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf in = (ByteBuf) msg;
            ctx.fireChannelRead(ctx.alloc().buffer(in.readableBytes()).writeBytes(in));
            if (flawed.flaw == Flaw.KEEPS_BUFFERS) {
                flawed.kept.add(in);
            } else {
                in.release();
            }
            if (flawed.flaw == Flaw.KEEPS_READING) {
                ctx.channel().config().setAutoRead(true);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (flawed.flaw != Flaw.SWALLOWS_THE_END_OF_INPUT || !HalfClose.isEndOfInput(evt)) {
                ctx.fireUserEventTriggered(evt);
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
            Listener right = new Transport(flawed, context).listener(context);
            return flawed.flaw == Flaw.NEVER_STOPS ? new Endless(right) : right;
        }
    }

    private record Endless(Listener right) implements Listener {
        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            return right.start(acceptor);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
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
            return new Transport(flawed, context).dialer();
        }
    }
}
