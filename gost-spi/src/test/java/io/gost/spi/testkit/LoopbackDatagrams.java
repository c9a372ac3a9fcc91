package io.gost.spi.testkit;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** UDP sockets on the loopback, in the shapes the runtime gives them. */
final class LoopbackDatagrams {
    private LoopbackDatagrams() {}

    /** A bound socket with packets. */
    static CompletableFuture<Channel> open(
            TestNetwork network, SocketAddress local, EventLoop loop) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        Stages.of(bootstrap(network, loop).bind(local))
                .whenComplete(
                        (channel, failure) -> {
                            if (failure == null) {
                                Parking.park(channel);
                                opened.complete(channel);
                            } else {
                                opened.completeExceptionally(
                                        new GostException(
                                                GostException.of(failure).category(),
                                                "listen on " + local + ": " + failure));
                            }
                        });
        return opened;
    }

    /** A connected socket with buffers. */
    static CompletableFuture<Channel> connect(
            TestNetwork network, SocketAddress peer, EventLoop loop) {
        return Stages.of(bootstrap(network, loop).connect(peer))
                .thenApply(
                        channel -> {
                            channel.pipeline().addLast(new Unpacking());
                            Parking.park(channel);
                            return channel;
                        });
    }

    /** A socket with datagrams for many peers; names lead where the test's router says. */
    static CompletionStage<Channel> associate(TestNetwork network, EventLoop loop) {
        return open(network, TestNetwork.loopback(), loop)
                .thenApply(
                        channel -> {
                            Parking.addLayers(channel, new Addressing(network.router()));
                            return channel;
                        });
    }

    private static Bootstrap bootstrap(TestNetwork network, EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> tracked(network))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOCATOR, network.allocator())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(65_535))
                .handler(new Steady());
    }

    private static Channel tracked(TestNetwork network) {
        Channel channel = new NioDatagramChannel(SocketProtocolFamily.INET);
        network.track(channel);
        return channel;
    }

    /** What the network says about one peer does not disturb the socket. */
    private static final class Steady extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!(cause instanceof IOException)) {
                ctx.fireExceptionCaught(cause);
            }
        }
    }

    /** Sends everything back. */
    static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            DatagramPacket packet = (DatagramPacket) msg;
            ctx.write(new DatagramPacket(packet.content(), packet.sender()), ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    private static final class Unpacking extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.fireChannelRead(((DatagramPacket) msg).content());
        }
    }

    private static final class Addressing extends ChannelDuplexHandler {
        private final TestRouter router;

        Addressing(TestRouter router) {
            this.router = router;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            DatagramPacket packet = (DatagramPacket) msg;
            ctx.fireChannelRead(
                    new Datagram(Target.of(Network.UDP, packet.sender()), packet.content()));
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            Datagram datagram = (Datagram) msg;
            InetSocketAddress recipient = recipient(datagram.address());
            if (recipient == null) {
                datagram.release();
                promise.trySuccess();
            } else {
                ctx.write(new DatagramPacket(datagram.content(), recipient), promise);
            }
        }

        /** Names lead where the test's router says, addresses where they say. */
        private @Nullable InetSocketAddress recipient(Target address) {
            if (address.isLiteral()) {
                return address.toSocketAddress();
            }
            var way = router.find(address);
            return way.isCompletedExceptionally() ? null : way.resultNow();
        }
    }
}
