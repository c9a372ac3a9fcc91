package io.gost.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetSocketAddress;

/** Puts datagrams that all go to and come from one peer into packets with its address. */
public final class NodeDatagrams extends ChannelDuplexHandler {
    private final InetSocketAddress peer;

    /**
     * Makes the layer of one channel.
     *
     * @param peer the address that every packet has
     */
    public NodeDatagrams(InetSocketAddress peer) {
        this.peer = peer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        InetSocketAddress local =
                ctx.channel().localAddress() instanceof InetSocketAddress known ? known : null;
        ctx.fireChannelRead(new DatagramPacket((ByteBuf) msg, local, peer));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ctx.write(((DatagramPacket) msg).content(), promise);
    }
}
