package io.gost.spi.support;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * A connection that has nothing more to say, but whose end is that of another channel, and the
 * other way round: the one on which SOCKS5 UDP ASSOCIATE was asked for, on either side (RFC 1928
 * §6).
 */
public final class SharedFate extends ChannelInboundHandlerAdapter {
    private final Channel other;

    private SharedFate(Channel other) {
        this.other = other;
    }

    /**
     * Takes over a connection.
     *
     * @param connection a parked channel; what still arrives on it is dropped
     * @param other a channel of anybody; closed with the connection
     */
    public static void tie(Channel connection, Channel other) {
        other.closeFuture().addListener(_ -> HalfClose.closeAfterFlush(connection));
        Parking.takeOver(connection, new SharedFate(other));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            other.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        other.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        other.close();
    }
}
