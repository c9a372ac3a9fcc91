package io.gost.runtime.route;

import io.gost.runtime.metrics.ChainMetrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.select.Tried;
import io.gost.spi.Connector;
import io.gost.spi.DatagramConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Walks one route within one deadline: dial the first node, shake hands, ask it for the next one,
 * and at last for the target.
 *
 * <p>Whatever channel exists belongs to the attempt until it succeeds; a failure, the deadline and
 * a cancelled result close it, and a channel that a plugin delivers later is closed on arrival. A
 * node that cannot be dialed or does not complete its handshakes is marked as failed, and one that
 * does is cleared; the last step, to the target, says nothing about the node.
 *
 * <p>Confined to the flow's event loop.
 */
final class RouteAttempt {
    private final EventLoop loop;
    private final List<Node> nodes;
    private final Target target;
    private final Aim aim;
    private final HostNetwork network;
    private final CompletableFuture<Channel> result = new CompletableFuture<>();
    private @Nullable Channel current;
    private @Nullable Node suspect;
    private Duration limit = Duration.ZERO;
    private Runnable atLastNode = () -> {};
    private @Nullable Node guilty;
    private ChainMetrics metrics = ChainMetrics.NONE;
    private long entering;
    private @Nullable RouteAttempt below;

    /** What is wanted at the end of the route. */
    enum Aim {
        /** A connection to the target. */
        CONNECT,
        /** A channel of datagrams for many peers; the target says no more than the network. */
        ASSOCIATE,
        /** A connection to the target which shows that there is a way; nobody is marked by it. */
        PROBE,
        /** The last node itself, ready to be asked for something else than a connection. */
        NODE
    }

    /**
     * Prepares to walk.
     *
     * @param loop where everything happens
     * @param nodes in the order they are passed; empty for a direct connection
     * @param target the end
     * @param aim what is wanted there
     * @param network this host's network
     */
    RouteAttempt(EventLoop loop, List<Node> nodes, Target target, Aim aim, HostNetwork network) {
        this.loop = loop;
        this.nodes = nodes;
        this.target = target;
        this.aim = aim;
        this.network = network;
    }

    /**
     * Says what to do before the target is asked for; it may cancel the result.
     *
     * @param action called when the last node has been reached, unless there are no nodes
     */
    void atLastNode(Runnable action) {
        atLastNode = action;
    }

    /**
     * Says whom to tell how the first node was reached, and whether all the others were.
     *
     * @param counter of the chain that the route belongs to
     * @return this
     */
    RouteAttempt countedBy(ChainMetrics counter) {
        metrics = counter;
        return this;
    }

    /**
     * Starts walking.
     *
     * @param timeout for everything together; zero or negative for none
     * @return a parked channel to the target; fails with a {@link GostException}; cancel it to give
     *     up
     */
    CompletableFuture<Channel> start(Duration timeout) {
        if (timeout.isPositive()) {
            limit = timeout;
            ScheduledFuture<?> deadline =
                    loop.schedule(() -> expire(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
            result.whenComplete((_, _) -> deadline.cancel(false));
        }
        result.whenComplete(this::cleanUp);
        walk().whenComplete(this::finish);
        return result;
    }

    /**
     * Says whom the next attempt should avoid: who failed, or else the last node, which did not
     * reach the target.
     *
     * @param tried gets the nodes
     */
    void blame(Tried tried) {
        Node failed = guilty == null && !nodes.isEmpty() ? nodes.getLast() : guilty;
        if (failed != null) {
            tried.add(failed);
        }
        if (below != null) {
            below.blame(tried);
        }
    }

    /** Whether it was a node that failed, and not the target. */
    boolean isBroken() {
        return guilty != null || (below != null && below.isBroken());
    }

    private CompletionStage<Channel> walk() {
        if (nodes.isEmpty()) {
            return step(null, this::openTarget);
        }
        if (aim == Aim.ASSOCIATE && !(nodes.getLast().connector() instanceof DatagramConnector)) {
            return Stages.failed(
                    Category.CONFIG,
                    nodes.getLast().label() + ": its connector does not carry datagrams");
        }
        int start = physicalStart();
        if (aim != Aim.PROBE) {
            occupy(nodes.subList(start, nodes.size()));
        }
        Node first = nodes.get(start);
        entering = System.nanoTime();
        NodeDial dial = new NodeDial(this, start);
        CompletionStage<Channel> stage =
                enter(step(first, () -> first.dialer().dial(dial)), first, dial)
                        .thenApply(
                                channel -> {
                                    entered(first);
                                    return channel;
                                });
        for (int i = start + 1; i < nodes.size(); i++) {
            stage = advance(stage, i);
        }
        if (aim == Aim.NODE) {
            return stage;
        }
        Node last = nodes.getLast();
        return stage.thenCompose(
                channel -> {
                    atLastNode.run();
                    return step(null, channel, () -> ask(last.connector(), channel));
                });
    }

    private void entered(Node first) {
        if (aim != Aim.PROBE) {
            metrics.entered(first.name(), System.nanoTime() - entering);
        }
    }

    /** Counts the request, and the tunnel that it becomes, for the nodes that carry it. */
    private void occupy(List<Node> carriers) {
        carriers.forEach(node -> node.standing().entered());
        Runnable leave = () -> carriers.forEach(node -> node.standing().left());
        result.whenComplete(
                (channel, _) -> {
                    if (channel == null) {
                        leave.run();
                    } else {
                        channel.closeFuture().addListener(_ -> leave.run());
                    }
                });
    }

    private CompletionStage<Channel> ask(Connector last, Channel channel) {
        NodeConnect request = new NodeConnect(this, nodes.size() - 1, target);
        return aim == Aim.ASSOCIATE && last instanceof DatagramConnector datagrams
                ? datagrams.associate(channel, request)
                : last.connect(channel, request);
    }

    private CompletionStage<Channel> openTarget() {
        return switch (aim) {
            case CONNECT, PROBE, NODE -> open(target, SocketOptions.DEFAULT);
            case ASSOCIATE -> network.outbound().associate(target.network(), loop);
        };
    }

    /**
     * Sessions of the last multiplexing node carry everything before it, and so do the datagrams to
     * a node that takes them.
     */
    private int physicalStart() {
        for (int i = nodes.size() - 1; i > 0; i--) {
            if (nodes.get(i).multiplexes() || nodes.get(i).takesDatagrams()) {
                return i;
            }
        }
        return 0;
    }

    private CompletionStage<Channel> advance(CompletionStage<Channel> reached, int index) {
        Node previous = nodes.get(index - 1);
        Node node = nodes.get(index);
        NodeConnect request = new NodeConnect(this, index - 1, node.target());
        CompletionStage<Channel> connected =
                reached.thenCompose(
                        channel -> {
                            entering = System.nanoTime();
                            return step(
                                    node,
                                    channel,
                                    () -> previous.connector().connect(channel, request));
                        });
        return enter(connected, node, new NodeDial(this, index));
    }

    private CompletionStage<Channel> enter(
            CompletionStage<Channel> connected, Node node, NodeDial dial) {
        return connected
                .thenCompose(
                        channel ->
                                step(node, channel, () -> node.dialer().handshake(channel, dial)))
                .thenCompose(
                        channel -> step(node, channel, () -> node.connector().handshake(channel)))
                .thenApply(
                        channel -> {
                            if (aim != Aim.PROBE) {
                                long took = System.nanoTime() - entering;
                                node.standing().reached(Duration.ofNanos(took));
                            }
                            return channel;
                        });
    }

    /** Works on a channel, which is on a loop of its own when it belongs to a shared session. */
    private CompletionStage<Channel> step(
            @Nullable Node marked, Channel channel, Supplier<CompletionStage<Channel>> work) {
        EventLoop home = channel.eventLoop();
        return home == loop
                ? step(marked, work)
                : step(
                        marked,
                        () ->
                                CompletableFuture.supplyAsync(work, home)
                                        .thenCompose(Function.identity()));
    }

    private CompletionStage<Channel> step(
            @Nullable Node marked, Supplier<CompletionStage<Channel>> work) {
        if (result.isDone()) {
            return Stages.failed(Category.TIMEOUT, "given up");
        }
        suspect = marked;
        try {
            return Stages.on(work.get(), loop).thenApply(this::own);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Channel own(@Nullable Channel channel) {
        if (channel == null) {
            throw new GostException(
                    Category.PLUGIN, "a plugin on the way to " + target + " gave no channel");
        }
        if (result.isDone()) {
            // Too late: a node is not to be called well because of it.
            channel.close();
            throw new GostException(Category.TIMEOUT, "given up");
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
            fail(suspect, GostException.of(failure));
        }
    }

    private void expire(Duration timeout) {
        Node slow = culprit();
        String where = slow == null ? target.toString() : slow.label();
        fail(
                slow,
                new GostException(
                        Category.TIMEOUT,
                        where + ": no answer within " + timeout.toMillis() + "ms"));
    }

    /** Who is being waited for; when a session is opened through other nodes, one of these. */
    private @Nullable Node culprit() {
        RouteAttempt inner = below;
        Node deeper = inner == null || inner.result.isDone() ? null : inner.culprit();
        return deeper == null ? suspect : deeper;
    }

    private void fail(@Nullable Node culprit, GostException failure) {
        // First marked, then told: whoever hears of it may choose a node for the next attempt at
        // once.
        if (!result.isDone() && culprit != null && aim != Aim.PROBE) {
            guilty = culprit;
            metrics.failed(nodes.get(physicalStart()).name());
            culprit.standing().unreachable(String.valueOf(failure.getMessage()));
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

    /** Where everything happens. */
    EventLoop loop() {
        return loop;
    }

    /** This host's network. */
    HostNetwork network() {
        return network;
    }

    /** For everything together; zero for no limit. */
    Duration limit() {
        return limit;
    }

    /** Where a node is. */
    Target address(int index) {
        return nodes.get(index).target();
    }

    /** Connects from this host, to the target as it is wanted. */
    CompletionStage<Channel> openDirect(Target to) {
        return to.equals(target) ? openTarget() : open(to, SocketOptions.DEFAULT);
    }

    /** Connects from this host. */
    CompletionStage<Channel> open(Target to, SocketOptions options) {
        return untilGivenUp(network.outbound().connect(to, options, loop));
    }

    /** A success leaves it alone: it may be a shared session that others will use. */
    private CompletionStage<Channel> untilGivenUp(CompletableFuture<Channel> opening) {
        if (!opening.isDone()) {
            result.whenComplete(
                    (_, failure) -> {
                        if (failure != null) {
                            opening.cancel(false);
                        }
                    });
        }
        return opening;
    }

    /** A connection through the first nodes only. */
    CompletionStage<Channel> through(int count, Target to) {
        RouteAttempt through =
                new RouteAttempt(loop, nodes.subList(0, count), to, Aim.CONNECT, network)
                        .countedBy(metrics);
        below = through;
        through.limit = limit;
        // The deadline is the whole attempt's.
        return untilGivenUp(through.start(Duration.ZERO));
    }
}
