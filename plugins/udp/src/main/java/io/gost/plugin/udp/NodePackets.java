package io.gost.plugin.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetSocketAddress;

/** Puts datagrams into packets to the node, and drops packets that are not from it. */
final class NodePackets extends ChannelDuplexHandler {
    private final InetSocketAddress node;

    NodePackets(InetSocketAddress node) {
        this.node = node;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        if (node.equals(packet.sender())) {
            ctx.fireChannelRead(packet.content());
        } else {
            packet.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ctx.write(new DatagramPacket((ByteBuf) msg, node), promise);
    }
}
