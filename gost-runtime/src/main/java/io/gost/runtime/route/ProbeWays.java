package io.gost.runtime.route;

import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.RouteAttempt.Aim;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The ways probes take.
 *
 * @param network this host's network
 */
public record ProbeWays(HostNetwork network) {
    /** Where in a chain a hop is, so that its nodes are probed through the hops before it. */
    public static final class Position {
        private volatile Place place = new Place(new Chain("", List.of()), 0);

        private record Place(Chain chain, int index) {}

        /**
         * Says where the hop is now.
         *
         * @param within the chain
         * @param at how many hops there are before
         */
        public void set(Chain within, int at) {
            place = new Place(within, at);
        }

        List<Node> before(Flow flow) {
            Place now = place;
            return now.chain().peek(now.index(), flow);
        }
    }

    /**
     * Through a node to an address.
     *
     * @param node the node
     * @param position where its hop is
     * @param address what is connected to
     * @return the way
     */
    public TunnelProbe.Opening throughNode(Node node, Position position, Target address) {
        return timeout ->
                walk(
                        timeout,
                        address,
                        flow -> {
                            List<Node> nodes = new ArrayList<>(position.before(flow));
                            nodes.add(node);
                            return nodes;
                        });
    }

    /**
     * Through a chain to an address.
     *
     * @param chain the chain
     * @param address what is connected to
     * @return the way
     */
    public TunnelProbe.Opening throughChain(Chain chain, Target address) {
        return timeout -> walk(timeout, address, flow -> chain.peek(flow).nodes());
    }

    /**
     * To a node of a forwarder, the way its requests go.
     *
     * @param router the service's
     * @param address the node's
     * @return the way
     */
    public TunnelProbe.Opening toDestination(Router router, Target address) {
        return timeout ->
                onLoop(
                        loop -> {
                            ProbeFlow flow = new ProbeFlow(loop, address);
                            return router.probe(flow, address, timeout);
                        });
    }

    /**
     * To a node of a hop that a request might go to.
     *
     * @param hop the hop
     * @param router the service's
     * @return the way
     */
    public TunnelProbe.Opening toAnyOf(Pool<? extends Destination> hop, Router router) {
        return timeout ->
                onLoop(
                        loop -> {
                            ProbeFlow nowhere = new ProbeFlow(loop, Target.tcp("", 0));
                            Destination chosen =
                                    hop.peek(nowhere)
                                            .orElseThrow(
                                                    () ->
                                                            new GostException(
                                                                    Category.UNREACHABLE,
                                                                    hop.name()
                                                                            + ": no node"
                                                                            + " serves a probe"));
                            Target address = chosen.target(Network.TCP);
                            ProbeFlow flow = new ProbeFlow(loop, address);
                            return router.probe(flow, address, timeout);
                        });
    }

    private CompletionStage<Channel> walk(Duration timeout, Target address, Choice choice) {
        return onLoop(
                loop -> {
                    ProbeFlow flow = new ProbeFlow(loop, address);
                    return new RouteAttempt(loop, choice.nodes(flow), address, Aim.PROBE, network)
                            .start(timeout);
                });
    }

    private CompletionStage<Channel> onLoop(Work work) {
        EventLoop loop = network.sockets().nextLoop();
        CompletableFuture<CompletionStage<Channel>> begun = new CompletableFuture<>();
        loop.execute(
                () -> {
                    try {
                        begun.complete(work.on(loop));
                    } catch (RuntimeException | LinkageError e) {
                        begun.completeExceptionally(e);
                    }
                });
        return begun.thenCompose(stage -> stage);
    }

    private interface Choice {
        List<Node> nodes(Flow flow);
    }

    private interface Work {
        CompletionStage<Channel> on(EventLoop loop);
    }
}
