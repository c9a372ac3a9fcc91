package io.gost.plugin.socks5;

import io.gost.spi.Datagram;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Server side of UDP ASSOCIATE: the socket that faces one client. Packets of other hosts are
 * dropped; of the client's ports, the one that it sent from last gets the replies.
 */
final class ClientDatagrams extends ChannelDuplexHandler {
    private final InetAddress client;
    private @Nullable InetSocketAddress replyTo;

    /**
     * Prepares the layer.
     *
     * @param client the host at the other end of the client's connection
     */
    ClientDatagrams(InetAddress client) {
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        if (!packet.sender().getAddress().equals(client)) {
            packet.release();
            return;
        }
        Datagram datagram = SocksDatagrams.open(packet.content());
        if (datagram != null) {
            replyTo = packet.sender();
            ctx.fireChannelRead(datagram);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        Datagram datagram = (Datagram) msg;
        InetSocketAddress recipient = replyTo;
        if (recipient == null) {
            // Nobody can have been asked yet.
            datagram.release();
            promise.trySuccess();
            return;
        }
        ByteBuf envelope = SocksDatagrams.seal(ctx.alloc(), datagram);
        if (envelope == null) {
            promise.trySuccess();
        } else {
            ctx.write(new DatagramPacket(envelope, recipient), promise);
        }
    }
}
