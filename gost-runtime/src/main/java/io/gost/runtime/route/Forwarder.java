package io.gost.runtime.route;

import io.gost.runtime.select.Selector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.netty.channel.Channel;

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

    private ForwardNode select(Flow flow) {
        return selector.select(flow)
                .orElseThrow(() -> new GostException(Category.UNREACHABLE, "node not available"));
    }

    private void attempt(
            Flow flow, Router router, int attemptsLeft, CompletableFuture<Channel> result) {
        ForwardNode node;
        try {
            node = select(flow);
        } catch (RuntimeException | LinkageError e) {
            result.completeExceptionally(GostException.of(e));
            return;
        }
        Target target = node.target(flow.network());
        flow.heading(target);
        CompletableFuture<Channel> connecting = router.connectOnce(flow, target);
        result.whenComplete((_, _) -> connecting.cancel(false));
        connecting.whenComplete(
                (channel, failure) -> {
                    if (channel != null) {
                        node.marker().reset();
                        if (!result.complete(channel)) {
                            channel.close();
                        }
                    } else if (failure != null && !result.isDone()) {
                        node.marker().mark();
                        if (attemptsLeft > 1) {
                            attempt(flow, router, attemptsLeft - 1, result);
                        } else {
                            result.completeExceptionally(GostException.of(failure));
                        }
                    }
                });
    }
}
