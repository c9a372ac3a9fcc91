package io.gost.plugin.relay;

import io.gost.spi.support.Parking;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A UDP socket that sends back what it gets. */
final class UdpEcho extends ChannelInboundHandlerAdapter {
    private UdpEcho() {}

    static InetSocketAddress open(TestNetwork network) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Channel socket = network.datagrams(any, network.nextLoop()).join();
        network.closing((AutoCloseable) socket::close);
        socket.eventLoop().execute(() -> Parking.takeOver(socket, new UdpEcho()));
        return (InetSocketAddress) socket.localAddress();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        ctx.writeAndFlush(new DatagramPacket(packet.content(), packet.sender()));
    }
}
