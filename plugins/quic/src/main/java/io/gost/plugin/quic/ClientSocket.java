package io.gost.plugin.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Before the codec of a client's socket: tells the session what arrives besides packets. */
final class ClientSocket extends ChannelInboundHandlerAdapter {
    private final ClientSession session;

    ClientSocket(ClientSession session) {
        this.session = session;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        session.arrived();
    }

    /** On a UDP socket, an error is what the network said about datagrams sent before. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.refused(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        session.lost();
    }
}
