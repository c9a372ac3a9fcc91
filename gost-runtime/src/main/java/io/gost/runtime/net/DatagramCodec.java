package io.gost.runtime.net;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Turns the packets of a UDP socket into the contract's datagrams and back, and looks up the names
 * they are sent to. A datagram whose name has no address is dropped, and the channel goes on.
 */
final class DatagramCodec extends ChannelDuplexHandler {
    // Datagrams that wait for their name's address; more than these are dropped.
    private static final int MOST_LOOKUPS = 64;

    private final Names names;
    private final Network network;
    private int lookups;

    /**
     * Makes the codec of one socket.
     *
     * @param names looks up where datagrams go
     * @param network UDP4 or UDP6 when only addresses of that family may be sent to
     */
    DatagramCodec(Names names, Network network) {
        this.names = names;
        this.network = network;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        ctx.fireChannelRead(
                new Datagram(Target.of(Network.UDP, packet.sender()), packet.content()));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        Datagram datagram = (Datagram) msg;
        Target target = datagram.address().over(network);
        InetSocketAddress literal = Names.literal(target);
        if (literal != null) {
            send(ctx, datagram.content(), literal, promise);
        } else if (lookups < MOST_LOOKUPS) {
            lookUp(ctx, datagram, target, promise);
        } else {
            drop(datagram, promise);
        }
    }

    private void lookUp(
            ChannelHandlerContext ctx, Datagram datagram, Target target, ChannelPromise promise) {
        CompletableFuture<List<InetSocketAddress>> lookup =
                names.resolve(target, ctx.channel().eventLoop());
        lookups++;
        lookup.whenComplete(
                (addresses, failure) -> {
                    lookups--;
                    if (failure == null) {
                        send(ctx, datagram.content(), addresses.getFirst(), promise);
                        ctx.flush();
                    } else {
                        drop(datagram, promise);
                    }
                });
    }

    private static void send(
            ChannelHandlerContext ctx,
            ByteBuf payload,
            InetSocketAddress recipient,
            ChannelPromise promise) {
        ctx.write(new DatagramPacket(payload, recipient)).addListener(_ -> promise.trySuccess());
    }

    private static void drop(Datagram datagram, ChannelPromise promise) {
        datagram.release();
        promise.trySuccess();
    }
}
