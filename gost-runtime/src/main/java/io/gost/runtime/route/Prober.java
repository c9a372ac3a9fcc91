package io.gost.runtime.route;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.select.MonotonicClock;
import io.gost.runtime.select.Standing;
import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Probes one candidate at once and then again and again, at intervals that vary by a tenth, so that
 * a thousand nodes are not all probed in the same moment. The next probe begins after the one
 * before has ended.
 */
public final class Prober implements Background {
    private static final double JITTER = 0.1;

    private final Probe probe;
    private final Standing standing;
    private final Duration interval;
    private final Pace pace;
    private volatile boolean closed;
    private volatile Schedule.Task next = () -> {};

    /**
     * What times are measured by.
     *
     * @param schedule for the time between
     * @param clock monotonic time
     * @param random for the jitter
     */
    public record Pace(Schedule schedule, MonotonicClock clock, RandomGenerator random) {}

    /**
     * Prepares to probe.
     *
     * @param probe how
     * @param standing of whom; hears every result
     * @param interval from the beginning of one probe to that of the next; positive
     * @param pace what times are measured by
     */
    public Prober(Probe probe, Standing standing, Duration interval, Pace pace) {
        this.probe = probe;
        this.standing = standing;
        this.interval = interval;
        this.pace = pace;
    }

    @Override
    public void start() {
        plan(Duration.ZERO);
    }

    @Override
    public String name() {
        return "probe of " + standing.report().label();
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    private void run() {
        long begun = pace.clock().nanoTime();
        probe.run().whenComplete((_, failure) -> ended(begun, failure));
    }

    private void ended(long begun, @Nullable Throwable failure) {
        Duration took = Duration.ofNanos(pace.clock().nanoTime() - begun);
        if (closed) {
            return;
        }
        if (failure == null) {
            standing.probed(took);
        } else {
            standing.probeFailed(String.valueOf(GostException.of(failure).getMessage()));
        }
        double varied = 1 + JITTER * (2 * pace.random().nextDouble() - 1);
        Duration rest = Duration.ofNanos((long) (interval.toNanos() * varied)).minus(took);
        plan(rest.isNegative() ? Duration.ZERO : rest);
    }

    private void plan(Duration delay) {
        if (closed) {
            return;
        }
        next = pace.schedule().after(delay, this::run);
        if (closed) {
            // In between, and knew of the one before only.
            next.cancel();
        }
    }
}
