package io.gost.runtime.route;

import io.gost.runtime.select.Selector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The fixed targets of a service. Each attempt picks a target anew, so a retry goes to another one:
 * the one that failed is marked.
 */
public final class Forwarder {
    private final Selector<ForwardNode> selector;

    /**
     * Makes a forwarder.
     *
     * @param selector picks the target
     */
    public Forwarder(Selector<ForwardNode> selector) {
        this.selector = selector;
    }

    /**
     * Reaches one of the targets.
     *
     * @param flow the request
     * @param router the way there
     * @return a parked channel; fails with the last attempt's {@link GostException}; cancel it to
     *     give up
     */
    public CompletableFuture<Channel> connect(Flow flow, Router router) {
        CompletableFuture<Channel> result = new CompletableFuture<>();
        attempt(flow, router, router.attempts(), result);
        return result;
    }

    private void attempt(
            Flow flow, Router router, int attemptsLeft, CompletableFuture<Channel> result) {
        Optional<ForwardNode> picked = selector.select(flow);
        CompletableFuture<Channel> connecting =
                picked.map(node -> reach(node, flow, router))
                        .orElseGet(() -> Stages.failed(Category.UNREACHABLE, "node not available"));
        result.whenComplete((_, _) -> connecting.cancel(false));
        connecting.whenComplete(
                (channel, failure) -> {
                    if (channel != null) {
                        if (!result.complete(channel)) {
                            channel.close();
                        }
                    } else if (attemptsLeft > 1 && picked.isPresent() && !result.isDone()) {
                        attempt(flow, router, attemptsLeft - 1, result);
                    } else if (failure != null) {
                        result.completeExceptionally(GostException.of(failure));
                    }
                });
    }

    private static CompletableFuture<Channel> reach(ForwardNode node, Flow flow, Router router) {
        CompletableFuture<Channel> connecting = router.connectOnce(flow, node.target());
        connecting.whenComplete(
                (channel, _) -> {
                    if (channel != null) {
                        node.marker().reset();
                    } else if (flow.isWanted()) {
                        node.marker().mark();
                    }
                });
        return connecting;
    }
}
