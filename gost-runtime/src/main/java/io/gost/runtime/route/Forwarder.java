package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The fixed targets of a service. Each attempt picks a target anew, so a retry goes to another one:
 * the one that failed is marked.
 */
public final class Forwarder {
    private final Destinations destinations;

    /**
     * Makes a forwarder.
     *
     * @param destinations where the targets are chosen from
     */
    public Forwarder(Destinations destinations) {
        this.destinations = destinations;
    }

    /**
     * Reaches one of the targets.
     *
     * @param flow the request
     * @param network what a target is reached over unless it has a network of its own
     * @param router the way there
     * @return a parked channel; fails with the last attempt's {@link GostException}; cancel it to
     *     give up
     */
    public CompletableFuture<Channel> connect(Flow flow, Network network, Router router) {
        CompletableFuture<Channel> result = new CompletableFuture<>();
        attempt(flow, network, router, router.attempts(), new Tried(), result);
        return result;
    }

    /**
     * Says which target it would choose.
     *
     * @param explanation is told
     * @return the target over TCP, if there is one
     */
    public Optional<Target> explain(RouteExplanation explanation) {
        return explanation.destination(destinations).map(node -> node.target(Network.TCP));
    }

    private Destination select(Flow flow, Tried tried) {
        return destinations
                .select(flow, tried)
                .orElseThrow(() -> new GostException(Category.UNREACHABLE, "node not available"));
    }

    private void attempt(
            Flow flow,
            Network network,
            Router router,
            int attemptsLeft,
            Tried tried,
            CompletableFuture<Channel> result) {
        Destination node;
        try {
            node = select(flow, tried);
        } catch (RuntimeException | LinkageError e) {
            result.completeExceptionally(GostException.of(e));
            return;
        }
        Target target = node.target(network);
        flow.heading(target);
        long entering = System.nanoTime();
        node.standing().entered();
        CompletableFuture<Channel> connecting = router.connectOnce(flow, target, tried);
        result.whenComplete((_, _) -> connecting.cancel(false));
        connecting.whenComplete(
                (channel, failure) -> {
                    if (channel != null) {
                        node.standing().reached(Duration.ofNanos(System.nanoTime() - entering));
                        channel.closeFuture().addListener(_ -> node.standing().left());
                        if (!result.complete(channel)) {
                            channel.close();
                        }
                        return;
                    }
                    node.standing().left();
                    if (failure != null && !result.isDone()) {
                        GostException reason = GostException.of(failure);
                        node.standing().unreachable(String.valueOf(reason.getMessage()));
                        tried.add(node);
                        if (attemptsLeft > 1 && mayGoBetterElsewhere(reason)) {
                            attempt(flow, network, router, attemptsLeft - 1, tried, result);
                        } else {
                            result.completeExceptionally(reason);
                        }
                    }
                });
    }

    /** The next target may be allowed where this one is not. */
    private static boolean mayGoBetterElsewhere(GostException failure) {
        return failure.category() == Category.DENIED || Router.mayGoBetter(failure);
    }
}
