package io.gost.runtime.net;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.slf4j.Logger;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Everything of {@link io.gost.runtime.net} that one process needs, made and closed together.
 *
 * @param sockets event loops and sockets
 * @param names name look-ups
 * @param outbound connections by name
 * @param draining UDP sockets whose listeners have stopped
 */
public record HostNetwork(Sockets sockets, Names names, Outbound outbound, DrainingSockets draining)
        implements AutoCloseable {
    /**
     * Starts the event loops.
     *
     * @param threads how many, usually one per core
     * @param logger told of accept failures and of sockets that the system does not watch
     * @return the network
     */
    public static HostNetwork open(int threads, Logger logger) {
        Sockets sockets = Sockets.open(threads, logger);
        Names names = new Names(sockets);
        return new HostNetwork(sockets, names, new Outbound(sockets, names), new DrainingSockets());
    }

    /**
     * Opens a UDP socket on an address of this host. What stopped listeners have left open there
     * gives way.
     *
     * @param address where; a named host or an IPv4 address is IPv4 alone, the empty host is every
     *     address of both families
     * @param loop where the channel shall live
     * @return the bound channel, parked, of {@link io.netty.channel.socket.DatagramPacket}
     *     messages, completed on the loop; fails with a {@link io.gost.spi.GostException}
     */
    public CompletionStage<Channel> listenDatagrams(Target address, EventLoop loop) {
        boolean named = !address.host().isEmpty() && address.host().indexOf(':') < 0;
        Target local = address.over(named ? Network.UDP4 : Network.UDP);
        return Stages.on(names.resolveLocal(local, loop), loop)
                .thenCompose(resolved -> openInPlaceOfDraining(local.network(), resolved, loop));
    }

    private CompletionStage<Channel> openInPlaceOfDraining(
            Network network, InetSocketAddress local, EventLoop loop) {
        return sockets.datagrams(network, local, loop)
                .exceptionallyCompose(
                        failure ->
                                draining.close(local.getPort())
                                        .thenCompose(
                                                closed ->
                                                        closed == 0
                                                                ? CompletableFuture.failedStage(
                                                                        failure)
                                                                : sockets.datagrams(
                                                                        network, local, loop)));
    }

    /**
     * Binds a UDP address for datagrams of many peers.
     *
     * @param address as of {@link #listenDatagrams}
     * @param loop where the channel shall live
     * @return a parked channel of {@link io.gost.spi.Datagram} messages, completed on the loop;
     *     fails with a {@link io.gost.spi.GostException}. Cancelling the stage closes it
     */
    public CompletableFuture<Channel> bindDatagrams(Target address, EventLoop loop) {
        CompletionStage<Channel> bound =
                listenDatagrams(address, loop)
                        .thenApply(socket -> outbound.addressed(socket, address.network()));
        return Stages.on(bound, loop);
    }

    @Override
    public void close() {
        names.close();
        sockets.close();
    }
}
