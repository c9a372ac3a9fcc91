package io.gost.runtime.route;

import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.RouteAttempt.Aim;
import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The last node of a route, to be asked for something else than a connection.
 *
 * @param flow the request
 * @param route the way to the node
 * @param network this host's network
 * @param timeout for the way to the node, and again for its answer; zero or negative for none
 */
record LastNode(Flow flow, Route route, HostNetwork network, Duration timeout) {
    /**
     * Walks to the node and asks it.
     *
     * @param <C> the ability
     * @param <B> the answer
     * @param address what the question is about
     * @param ability what the node's connector must be able to do
     * @param question asked on the channel's event loop
     * @return the answer, on the flow's loop; fails with a {@link GostException}
     */
    <C, B> CompletionStage<B> ask(
            Target address, Class<C> ability, BiFunction<C, Channel, CompletionStage<B>> question) {
        if (route.nodes().isEmpty()) {
            return Stages.failed(
                    Category.UNREACHABLE, "the chain gives no node to bind " + address + " on");
        }
        Node last = route.nodes().getLast();
        if (!ability.isInstance(last.connector())) {
            return Stages.failed(
                    Category.CONFIG, last.label() + ": its connector does not bind addresses");
        }
        C connector = ability.cast(last.connector());
        CompletionStage<B> answer =
                reach(address)
                        .thenCompose(
                                channel ->
                                        atHome(
                                                channel,
                                                () ->
                                                        Stages.within(
                                                                question.apply(connector, channel),
                                                                channel,
                                                                timeout,
                                                                last.label())));
        return Stages.on(answer, flow.eventLoop());
    }

    private CompletionStage<Channel> reach(Target address) {
        RouteAttempt attempt =
                new RouteAttempt(flow.eventLoop(), route.nodes(), address, Aim.NODE, network)
                        .countedBy(route.metrics());
        route.entered();
        return attempt.start(timeout)
                .whenComplete(
                        (channel, failure) -> {
                            if (failure == null) {
                                route.reached(channel);
                            } else {
                                route.failed(
                                        attempt.isBroken(), GostException.of(failure), new Tried());
                            }
                        });
    }

    /** Works on a channel, which is on a loop of its own when it belongs to a shared session. */
    private static <B> CompletionStage<B> atHome(
            Channel channel, Supplier<CompletionStage<B>> work) {
        return channel.eventLoop().inEventLoop()
                ? work.get()
                : CompletableFuture.supplyAsync(work, channel.eventLoop())
                        .thenCompose(Function.identity());
    }
}
