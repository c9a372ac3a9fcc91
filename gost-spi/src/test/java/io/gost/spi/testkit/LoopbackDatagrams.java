package io.gost.spi.testkit;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A UDP socket on the loopback for {@link TestSession#associate}. */
final class LoopbackDatagrams extends ChannelDuplexHandler {
    private final TestRouter router;

    private LoopbackDatagrams(TestRouter router) {
        this.router = router;
    }

    static CompletionStage<Channel> open(TestNetwork network, EventLoop loop) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .handler(new LoopbackDatagrams(network.router()));
        return Stages.of(bootstrap.bind(TestNetwork.loopback()))
                .thenApply(
                        channel -> {
                            network.track(channel);
                            Parking.park(channel);
                            return channel;
                        });
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
        ctx.write(new DatagramPacket(datagram.content(), recipient(datagram)), promise);
    }

    /** Names lead where the test's router says, addresses where they say. */
    private InetSocketAddress recipient(Datagram datagram) {
        return datagram.address().isLiteral()
                ? datagram.address().toSocketAddress()
                : router.find(datagram.address()).resultNow();
    }
}
