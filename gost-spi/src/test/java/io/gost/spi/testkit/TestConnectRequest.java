package io.gost.spi.testkit;

import io.gost.spi.ConnectRequest;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A request to a node. Names resolve to {@code 127.0.0.1} and {@code ::1}, except names that end in
 * {@code .invalid}.
 *
 * @param network the test's network
 * @param loop the loop of the node's channel
 * @param target where to
 */
public record TestConnectRequest(TestNetwork network, EventLoop loop, Target target)
        implements ConnectRequest {
    @Override
    public CompletionStage<Channel> openDirect() {
        return Stages.on(
                network.router().find(target).thenCompose(address -> network.dial(address, loop)),
                loop);
    }

    @Override
    public CompletionStage<Target> resolve(Network family) {
        if (target.isLiteral()) {
            return Stages.on(java.util.concurrent.CompletableFuture.completedStage(target), loop);
        }
        if (target.host().endsWith(".invalid")) {
            return Stages.failed(Category.RESOLVE, target.host() + " has no address");
        }
        String literal = family == Network.TCP6 ? "::1" : "127.0.0.1";
        return java.util.concurrent.CompletableFuture.completedStage(
                new Target(target.network(), literal, target.port()));
    }

    @Override
    public CompletionStage<Channel> openDatagrams(Target peer) {
        return Stages.on(network.dialDatagrams(address(peer), loop), loop);
    }

    private static SocketAddress address(Target peer) {
        return peer.host().isEmpty()
                ? new InetSocketAddress(TestNetwork.loopback().getAddress(), peer.port())
                : peer.toSocketAddress();
    }
}
