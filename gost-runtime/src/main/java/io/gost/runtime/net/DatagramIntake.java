package io.gost.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

import java.io.IOException;

/**
 * The first handler of every UDP socket. UDP promises nothing: a datagram that cannot be sent (its
 * address is of the other family, it is too large), or that somebody's host refused, is lost, and
 * the socket goes on.
 */
@Sharable
final class DatagramIntake extends ChannelInboundHandlerAdapter {
    static final DatagramIntake INSTANCE = new DatagramIntake();

    private DatagramIntake() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        ctx.fireChannelRead(packet.replace(compact(ctx, packet.content())));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
        }
    }

    /**
     * Receive buffers have room for several datagrams of the largest size. One that has to wait
     * somewhere must not keep all of that.
     */
    private static ByteBuf compact(ChannelHandlerContext ctx, ByteBuf received) {
        int length = received.readableBytes();
        ByteBuf exact = ctx.alloc().buffer(length, length).writeBytes(received);
        received.release();
        return exact;
    }
}
