package io.gost.runtime.route;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/**
 * Asks a node for an address.
 *
 * @param route the attempt that passes the node
 * @param index which node of the route it is
 * @param target the address
 */
record NodeConnect(RouteAttempt route, int index, Target target) implements ConnectRequest {
    @Override
    public CompletionStage<Channel> openDirect() {
        return route.openDirect(target);
    }

    @Override
    public CompletionStage<Target> resolve(Network family) {
        return route.network()
                .names()
                .resolve(target.over(family), route.loop())
                .thenApply(addresses -> Target.of(target.network(), addresses.getFirst()));
    }

    @Override
    public CompletionStage<Channel> openDatagrams(Target peer) {
        String host = peer.host().isEmpty() ? route.address(index).host() : peer.host();
        Target relay = new Target(Network.UDP, host, peer.port());
        return index == 0 ? route.open(relay, SocketOptions.DEFAULT) : route.through(index, relay);
    }
}
