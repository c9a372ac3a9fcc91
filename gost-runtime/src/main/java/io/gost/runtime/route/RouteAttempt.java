package io.gost.runtime.route;

import io.gost.runtime.net.HostNetwork;
import io.gost.spi.ConnectRequest;
import io.gost.spi.DialRequest;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Walks one route within one deadline: dial the first node, shake hands, ask it for the next one,
 * and at last for the target.
 *
 * <p>Whatever channel exists belongs to the attempt until it succeeds; a failure, the deadline and
 * a cancelled result close it, and a channel that a plugin delivers later is closed on arrival. A
 * node that cannot be dialed or does not complete its handshakes is marked, one that does is reset;
 * the last step, to the target, says nothing about the node.
 *
 * <p>Confined to the flow's event loop.
 */
final class RouteAttempt {
    private final EventLoop loop;
    private final List<Node> nodes;
    private final Target target;
    private final HostNetwork network;
    private final CompletableFuture<Channel> result = new CompletableFuture<>();
    private @Nullable Channel current;
    private @Nullable Node suspect;

    private RouteAttempt(EventLoop loop, List<Node> nodes, Target target, HostNetwork network) {
        this.loop = loop;
        this.nodes = nodes;
        this.target = target;
        this.network = network;
    }

    /**
     * Starts walking.
     *
     * @param timeout for everything together; zero or negative for none
     * @return a parked channel to the target; fails with a {@link GostException}; cancel it to give
     *     up
     */
    static CompletableFuture<Channel> start(
            EventLoop loop, Route route, Target target, HostNetwork network, Duration timeout) {
        RouteAttempt attempt = new RouteAttempt(loop, route.nodes(), target, network);
        if (timeout.isPositive()) {
            ScheduledFuture<?> deadline =
                    loop.schedule(
                            () -> attempt.expire(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
            attempt.result.whenComplete((_, _) -> deadline.cancel(false));
        }
        attempt.result.whenComplete(attempt::cleanUp);
        attempt.walk().whenComplete(attempt::finish);
        return attempt.result;
    }

    private CompletionStage<Channel> walk() {
        if (nodes.isEmpty()) {
            return step(null, () -> open(target, SocketOptions.DEFAULT));
        }
        int start = physicalStart();
        Node first = nodes.get(start);
        NodeDial dial = new NodeDial(start);
        CompletionStage<Channel> stage =
                enter(step(first, () -> first.dialer().dial(dial)), first, dial);
        for (int i = start + 1; i < nodes.size(); i++) {
            stage = advance(stage, i);
        }
        Node last = nodes.getLast();
        return stage.thenCompose(
                channel ->
                        step(
                                null,
                                () -> last.connector().connect(channel, new NodeConnect(target))));
    }

    /** Sessions of the last multiplexing node carry everything before it. */
    private int physicalStart() {
        for (int i = nodes.size() - 1; i > 0; i--) {
            if (nodes.get(i).multiplexes()) {
                return i;
            }
        }
        return 0;
    }

    private CompletionStage<Channel> advance(CompletionStage<Channel> reached, int index) {
        Node previous = nodes.get(index - 1);
        Node node = nodes.get(index);
        NodeConnect request = new NodeConnect(node.target());
        CompletionStage<Channel> connected =
                reached.thenCompose(
                        channel ->
                                step(node, () -> previous.connector().connect(channel, request)));
        return enter(connected, node, new NodeDial(index));
    }

    private CompletionStage<Channel> enter(
            CompletionStage<Channel> connected, Node node, NodeDial dial) {
        return connected
                .thenCompose(channel -> step(node, () -> node.dialer().handshake(channel, dial)))
                .thenCompose(channel -> step(node, () -> node.connector().handshake(channel)))
                .thenApply(
                        channel -> {
                            node.marker().reset();
                            return channel;
                        });
    }

    private CompletionStage<Channel> step(
            @Nullable Node marked, Supplier<CompletionStage<Channel>> work) {
        if (result.isDone()) {
            return Stages.failed(Category.TIMEOUT, "given up");
        }
        suspect = marked;
        CompletionStage<Channel> stage;
        try {
            stage = work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return Stages.on(stage, loop).thenApply(this::own);
    }

    private Channel own(Channel channel) {
        if (result.isDone()) {
            channel.close();
        }
        current = channel;
        return channel;
    }

    private void finish(@Nullable Channel channel, @Nullable Throwable failure) {
        if (channel != null) {
            current = null;
            if (!result.complete(channel)) {
                channel.close();
            }
        } else if (failure != null) {
            fail(GostException.of(failure));
        }
    }

    private void expire(Duration timeout) {
        Node slow = suspect;
        String where = slow == null ? target.toString() : slow.name() + "@" + slow.address();
        fail(
                new GostException(
                        Category.TIMEOUT,
                        where + ": no answer within " + timeout.toMillis() + "ms"));
    }

    private void fail(GostException failure) {
        Node node = suspect;
        // First marked, then told: whoever hears of it may choose a node for the next attempt at
        // once.
        if (!result.isDone() && node != null) {
            node.marker().mark();
        }
        result.completeExceptionally(failure);
    }

    private void cleanUp(@Nullable Channel channel, @Nullable Throwable failure) {
        Channel owned = current;
        current = null;
        if (failure != null && owned != null) {
            owned.close();
        }
    }

    private CompletionStage<Channel> open(Target to, SocketOptions options) {
        CompletableFuture<Channel> opening = network.outbound().connect(to, options, loop);
        if (!opening.isDone()) {
            result.whenComplete((_, _) -> opening.cancel(false));
        }
        return opening;
    }

    /** Opens the raw stream to one node: from here, or through the nodes before it. */
    private final class NodeDial implements DialRequest {
        private final int index;

        NodeDial(int index) {
            this.index = index;
        }

        @Override
        public Target address() {
            return nodes.get(index).target();
        }

        @Override
        public EventLoop eventLoop() {
            return loop;
        }

        @Override
        public CompletionStage<Channel> open(SocketOptions options) {
            if (index == 0) {
                return RouteAttempt.this.open(address(), options);
            }
            Route before = new Route(nodes.subList(0, index));
            CompletableFuture<Channel> through =
                    RouteAttempt.start(loop, before, address(), network, Duration.ZERO);
            result.whenComplete(
                    (_, failure) -> {
                        if (failure != null) through.cancel(false);
                    });
            return through;
        }
    }

    /** Asks a node for an address. */
    private final class NodeConnect implements ConnectRequest {
        private final Target to;

        NodeConnect(Target to) {
            this.to = to;
        }

        @Override
        public Target target() {
            return to;
        }

        @Override
        public CompletionStage<Channel> openDirect() {
            return open(to, SocketOptions.DEFAULT);
        }

        @Override
        public CompletionStage<Target> resolve(Network family) {
            return network.names()
                    .resolve(to.over(family), loop)
                    .thenApply(addresses -> Target.of(to.network(), addresses.getFirst()));
        }
    }
}
