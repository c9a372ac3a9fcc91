package io.gost.runtime.service;

import io.gost.runtime.component.Bypass;
import io.gost.spi.Datagram;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/** Drops datagrams to targets that a service refuses. */
final class BypassedDatagrams extends ChannelOutboundHandlerAdapter {
    private final Bypass bypass;

    private BypassedDatagrams(Bypass bypass) {
        this.bypass = bypass;
    }

    /** Puts the handler on a parked channel. */
    static Channel drop(Channel channel, Bypass bypass) {
        channel.pipeline().addBefore(parking(channel), null, new BypassedDatagrams(bypass));
        return channel;
    }

    private static String parking(Channel channel) {
        return channel.pipeline().context(Parking.class).name();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof Datagram datagram && bypass.contains(datagram.address())) {
            ReferenceCountUtil.release(msg);
            promise.setSuccess();
        } else {
            ctx.write(msg, promise);
        }
    }
}
