package io.gost.plugin.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Before the codec of a client's socket: tells the session what the codec does not. */
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

    /** UDP reports what happened to datagrams it sent before; the socket is as good as ever. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        session.lost();
    }
}
