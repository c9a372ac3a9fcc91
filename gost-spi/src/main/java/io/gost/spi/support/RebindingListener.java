package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerStatus;
import io.gost.spi.Target;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A listener whose address is bound on a proxy that comes and goes. It binds, and binds again
 * whenever the address is lost, for as long as it runs: after about 1, 2, 4 and then 5 seconds,
 * each a little more or less so that many clients of one proxy do not come back at the same moment.
 * An address that was held for a while starts over at 1 second; one that is lost again at once does
 * not, so nothing is hammered.
 *
 * <p>Each change is one line in the log, and {@link #status} tells what it said.
 *
 * <p>Everything happens on the event loop of the context.
 */
public abstract class RebindingListener implements Listener {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final double JITTER = 0.2;

    private final ListenerContext context;
    private final EventLoop loop;
    private final CompletableFuture<SocketAddress> started = new CompletableFuture<>();
    private volatile ListenerStatus status;
    private @Nullable Bound current;
    private long boundAt;
    private int failures;
    private String reported = "";
    private boolean stopped;

    /**
     * An address that is bound.
     *
     * @param address where
     * @param lost fails or completes when the address is no longer bound
     * @param release frees the address; called once
     */
    public record Bound(SocketAddress address, CompletionStage<?> lost, Runnable release) {}

    /**
     * Prepares to listen.
     *
     * @param context the listener's context
     */
    protected RebindingListener(ListenerContext context) {
        this.context = context;
        this.loop = context.eventLoop();
        this.status =
                new ListenerStatus.Waiting(
                        new GostException(Category.UNREACHABLE, "not bound yet"));
    }

    /**
     * Binds once. Called on the context's event loop.
     *
     * @param acceptor takes what arrives, until the address is lost or released
     * @return the bound address; fails with a {@link GostException}
     */
    protected abstract CompletionStage<Bound> bind(Acceptor acceptor);

    /** The first time may come late: the proxy may not be there yet. */
    @Override
    public final boolean startsLater() {
        return true;
    }

    @Override
    public final Optional<ListenerStatus> status() {
        return Optional.of(status);
    }

    @Override
    public final CompletionStage<SocketAddress> start(Acceptor acceptor) {
        loop.execute(() -> attempt(acceptor));
        return started;
    }

    @Override
    public final CompletionStage<Void> stop() {
        return CompletableFuture.runAsync(this::release, loop);
    }

    private void release() {
        stopped = true;
        Bound held = current;
        current = null;
        if (held != null) {
            held.release().run();
        }
        started.cancel(false);
    }

    private void attempt(Acceptor acceptor) {
        if (stopped) {
            return;
        }
        CompletionStage<Bound> binding;
        try {
            binding = bind(acceptor);
        } catch (RuntimeException | LinkageError e) {
            binding = CompletableFuture.failedStage(e);
        }
        Stages.on(binding, loop)
                .whenComplete(
                        (bound, failure) -> {
                            if (failure == null) {
                                hold(bound, acceptor);
                            } else {
                                retry(GostException.of(failure), acceptor);
                            }
                        });
    }

    private void hold(Bound bound, Acceptor acceptor) {
        if (stopped) {
            bound.release().run();
            return;
        }
        current = bound;
        boundAt = loop.ticker().nanoTime();
        reported = "";
        enter(new ListenerStatus.Listening(bound.address()));
        if (!started.complete(bound.address())) {
            context.logger().info("listening again on {}", Target.of(network(), bound.address()));
        }
        Stages.on(bound.lost(), loop)
                .whenComplete(
                        (_, failure) ->
                                lose(
                                        bound,
                                        failure == null
                                                ? new GostException(
                                                        Category.UNREACHABLE, "closed by the proxy")
                                                : GostException.of(failure),
                                        acceptor));
    }

    private void lose(Bound bound, GostException reason, Acceptor acceptor) {
        if (!bound.equals(current)) {
            return;
        }
        current = null;
        bound.release().run();
        if (loop.ticker().nanoTime() - boundAt >= LASTING.toNanos()) {
            failures = 0;
        }
        retry(reason, acceptor);
    }

    private void retry(GostException reason, Acceptor acceptor) {
        if (stopped) {
            return;
        }
        enter(new ListenerStatus.Waiting(reason));
        report(reason);
        loop.schedule(() -> attempt(acceptor), delay().toNanos(), TimeUnit.NANOSECONDS);
        failures++;
    }

    private void enter(ListenerStatus next) {
        status = next;
        context.statusChanged(next);
    }

    private Duration delay() {
        long doubled = FIRST_DELAY.toNanos() << Math.min(failures, 10);
        long delay = Math.min(doubled, LONGEST_DELAY.toNanos());
        double shift = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofNanos((long) (delay * shift));
    }

    /** The same reason once. */
    private void report(GostException reason) {
        String text = String.valueOf(reason.getMessage());
        if (!text.equals(reported)) {
            reported = text;
            context.logger().warn("not listening on {}: {}; trying again", context.address(), text);
        }
    }
}
