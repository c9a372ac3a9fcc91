package io.gost.spi.testkit;

import io.gost.spi.GostException;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Stream sockets of a {@link TestNetwork}, made as the runtime makes them. */
final class LoopbackStreams {
    private LoopbackStreams() {}

    /** Listens; accepted channels are parked. */
    static CompletableFuture<Channel> listen(
            TestNetwork network,
            SocketAddress address,
            EventLoopGroup listening,
            EventLoopGroup accepted,
            Consumer<Channel> arrival) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(listening, accepted)
                        .channelFactory(() -> new WatchedSockets.Server(network))
                        .option(ChannelOption.SO_RCVBUF, TestNetwork.SOCKET_BUFFER)
                        .childOption(ChannelOption.SO_SNDBUF, TestNetwork.SOCKET_BUFFER)
                        .childOption(ChannelOption.ALLOCATOR, network.allocator())
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new Arrival(arrival));
                                    }
                                });
        CompletableFuture<Channel> bound = new CompletableFuture<>();
        Stages.of(bootstrap.bind(address))
                .whenComplete(
                        (channel, failure) -> {
                            if (failure == null) {
                                bound.complete(channel);
                            } else {
                                bound.completeExceptionally(
                                        new GostException(
                                                GostException.of(failure).category(),
                                                "listen on " + address + ": " + failure));
                            }
                        });
        return bound;
    }

    /** Connects; the channel is parked. */
    static CompletableFuture<Channel> connect(
            TestNetwork network, SocketAddress address, EventLoop loop) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channelFactory(() -> new WatchedSockets.Stream(network))
                        .option(ChannelOption.SO_RCVBUF, TestNetwork.SOCKET_BUFFER)
                        .option(ChannelOption.SO_SNDBUF, TestNetwork.SOCKET_BUFFER)
                        .option(ChannelOption.ALLOCATOR, network.allocator())
                        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .option(ChannelOption.AUTO_READ, false)
                        .handler(new ChannelInboundHandlerAdapter());
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        Stages.of(bootstrap.connect(address))
                .whenComplete(
                        (channel, failure) -> {
                            if (failure != null) {
                                connected.completeExceptionally(failure);
                                return;
                            }
                            Parking.park(channel);
                            if (!connected.complete(channel)) {
                                channel.close();
                            }
                        });
        return connected;
    }

    /** Parks an accepted channel and gives it away once everybody knows that it is active. */
    private static final class Arrival extends ChannelInboundHandlerAdapter {
        private final Consumer<Channel> arrival;

        Arrival(Consumer<Channel> arrival) {
            this.arrival = arrival;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ChannelHandler self = this;
            Parking.park(ctx.channel());
            ctx.pipeline().remove(self);
            arrival.accept(ctx.channel());
        }
    }
}
