package io.gost.spi.support;

import io.gost.spi.Datagram;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * A layer that turns an association into a datagram channel to one target: one {@code ByteBuf} for
 * each datagram. What other hosts send to the association is dropped.
 */
public final class FixedPeer extends ChannelDuplexHandler {
    private final Target peer;
    private final boolean literal;

    private FixedPeer(Target peer) {
        this.peer = peer;
        this.literal = peer.isLiteral();
    }

    /**
     * Narrows an association.
     *
     * @param association a parked channel of {@link Datagram} messages
     * @param peer the only target to speak with; the host may be a name
     * @return the same channel, parked, now of {@code ByteBuf} messages
     */
    public static Channel of(Channel association, Target peer) {
        Parking.addLayers(association, new FixedPeer(peer));
        return association;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        Datagram datagram = (Datagram) msg;
        if (isPeer(datagram.address())) {
            ctx.fireChannelRead(datagram.content());
        } else {
            datagram.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ctx.write(new Datagram(peer, (ByteBuf) msg), promise);
    }

    /**
     * A name's addresses are only known to who resolved it; some proxies tell no address at all.
     */
    private boolean isPeer(Target source) {
        return source.port() == 0
                || (source.port() == peer.port()
                        && (!literal || !source.isLiteral() || sameHost(source)));
    }

    private boolean sameHost(Target source) {
        return source.host().equals(peer.host())
                || source.toSocketAddress().equals(peer.toSocketAddress());
    }
}
