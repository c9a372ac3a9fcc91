package io.gost.runtime.route;

import io.gost.runtime.net.NodeDatagrams;
import io.gost.spi.DialRequest;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Opens the transport to one node: from here, or through the nodes before it.
 *
 * @param route the attempt that passes the node
 * @param index which node of the route it is
 */
record NodeDial(RouteAttempt route, int index) implements DialRequest {
    /** Stands for a node whose name only the proxy before it can resolve (RFC 5737). */
    private static final InetAddress STAND_IN =
            Target.tcp("192.0.2.1", 0).toSocketAddress().getAddress();

    @Override
    public Target address() {
        return route.address(index);
    }

    @Override
    public EventLoop eventLoop() {
        return route.loop();
    }

    @Override
    public Duration timeout() {
        return route.limit();
    }

    @Override
    public CompletionStage<Channel> open(SocketOptions options) {
        return index == 0 ? route.open(address(), options) : route.through(index, address());
    }

    @Override
    public CompletionStage<Channel> openDatagrams() {
        Target node = address().over(Network.UDP);
        return index == 0
                ? route.network()
                        .names()
                        .resolve(node, route.loop())
                        .thenCompose(addresses -> socketTo(addresses.getFirst()))
                : route.through(index, node).thenApply(channel -> packets(channel, node));
    }

    /** Not connected: its own address may change while something is carried over it. */
    private CompletionStage<Channel> socketTo(InetSocketAddress peer) {
        boolean ipv4 = peer.getAddress() instanceof Inet4Address;
        return route.network()
                .sockets()
                .datagrams(
                        ipv4 ? Network.UDP4 : Network.UDP6, new InetSocketAddress(0), route.loop())
                .thenApply(channel -> withPeer(channel, peer));
    }

    private static Channel packets(Channel channel, Target node) {
        InetSocketAddress known = node.toSocketAddress();
        InetSocketAddress peer =
                known.isUnresolved() ? new InetSocketAddress(STAND_IN, node.port()) : known;
        Parking.addLayers(channel, new NodeDatagrams(peer));
        return withPeer(channel, peer);
    }

    private static Channel withPeer(Channel channel, InetSocketAddress peer) {
        channel.attr(PEER).set(peer);
        return channel;
    }
}
