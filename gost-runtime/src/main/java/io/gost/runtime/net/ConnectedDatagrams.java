package io.gost.runtime.net;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

/** Takes the packets of a connected UDP socket, all from its one peer, out of their envelopes. */
@Sharable
final class ConnectedDatagrams extends ChannelInboundHandlerAdapter {
    static final ConnectedDatagrams INSTANCE = new ConnectedDatagrams();

    private ConnectedDatagrams() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ctx.fireChannelRead(((DatagramPacket) msg).content());
    }
}
