package io.gost.plugin.socks5;

import io.gost.spi.Datagram;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Client side of UDP ASSOCIATE: the datagrams between us and the proxy's relay. */
final class RelayedDatagrams extends ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        Datagram datagram = SocksDatagrams.open((ByteBuf) msg);
        if (datagram != null) {
            ctx.fireChannelRead(datagram);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ByteBuf envelope = SocksDatagrams.seal(ctx.alloc(), (Datagram) msg);
        if (envelope == null) {
            promise.trySuccess();
        } else {
            ctx.write(envelope, promise);
        }
    }
}
