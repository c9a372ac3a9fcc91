package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Walks routes at the same time; often there is but one. Who first reaches its last node has won:
 * the others are given up, and the target is asked for once.
 *
 * <p>Confined to the flow's event loop.
 */
final class Race {
    private static final int NOBODY = -1;

    private final List<Route> routes;
    private final List<RouteAttempt> attempts;
    private final List<CompletableFuture<Channel>> walking;
    private final List<GostException> failures = new ArrayList<>(0);
    private final CompletableFuture<Channel> result = new CompletableFuture<>();
    private int winner = NOBODY;

    /**
     * Prepares the race.
     *
     * @param routes at least one
     * @param attempts makes the attempt to walk a route
     */
    Race(List<Route> routes, Function<Route, RouteAttempt> attempts) {
        this.routes = routes;
        this.attempts = routes.stream().map(attempts).toList();
        this.walking = new ArrayList<>(routes.size());
    }

    /**
     * Starts everybody.
     *
     * @param timeout for each; zero or negative for none
     * @return as {@link RouteAttempt#start}, of the winner
     */
    CompletableFuture<Channel> start(Duration timeout) {
        for (int i = 0; i < attempts.size() && winner == NOBODY && !result.isDone(); i++) {
            start(i, timeout);
        }
        result.whenComplete((_, failure) -> giveUp(failure));
        return result;
    }

    /** The winner's route; without a winner the one that was preferred. */
    Route route() {
        return routes.get(Math.max(0, winner));
    }

    /** As {@link RouteAttempt#blame}: the winner, or everybody if nobody has won. */
    void blame(Tried tried) {
        if (winner == NOBODY) {
            attempts.forEach(attempt -> attempt.blame(tried));
        } else {
            attempts.get(winner).blame(tried);
        }
    }

    /** Whether it was nodes that failed, and not the target. */
    boolean isBroken() {
        return winner == NOBODY
                ? attempts.stream().allMatch(RouteAttempt::isBroken)
                : attempts.get(winner).isBroken();
    }

    /** The winner's route in words; without a winner all of them. */
    String describe(Target target) {
        return winner == NOBODY
                ? routes.stream()
                        .map(route -> route.describe(target))
                        .collect(Collectors.joining(" | "))
                : route().describe(target);
    }

    private void start(int number, Duration timeout) {
        RouteAttempt attempt = attempts.get(number);
        attempt.atLastNode(() -> won(number));
        CompletableFuture<Channel> walk = attempt.start(timeout);
        walking.add(walk);
        walk.whenComplete((channel, failure) -> ended(number, channel, failure));
    }

    private void won(int number) {
        if (winner != NOBODY) {
            return;
        }
        winner = number;
        for (int i = 0; i < walking.size(); i++) {
            if (i != number) {
                walking.get(i).cancel(false);
            }
        }
    }

    private void ended(int number, @Nullable Channel channel, @Nullable Throwable failure) {
        if (channel != null) {
            won(number);
            if (!result.complete(channel)) {
                channel.close();
            }
        } else if (failure != null && number == winner) {
            result.completeExceptionally(failure);
        } else if (failure != null && winner == NOBODY) {
            failures.add(GostException.of(failure));
            if (failures.size() == attempts.size()) {
                result.completeExceptionally(together());
            }
        }
    }

    /** The category is that of who held out longest. */
    private GostException together() {
        GostException last = failures.getLast();
        return failures.size() == 1
                ? last
                : new GostException(
                        last.category(),
                        failures.stream()
                                .map(failure -> String.valueOf(failure.getMessage()))
                                .collect(Collectors.joining("; ")));
    }

    private void giveUp(@Nullable Throwable failure) {
        if (failure != null) {
            walking.forEach(walk -> walk.cancel(false));
        }
    }
}
