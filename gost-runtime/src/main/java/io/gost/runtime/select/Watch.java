package io.gost.runtime.select;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the candidates of one selector have in common: the limits, the clock, who hears of changes,
 * and a count of the changes, by which the selector knows when to look at its candidates again.
 *
 * <p>It exists before the candidates, which exist before the {@link Selector}. Any thread.
 */
public final class Watch {
    private final SelectorLimits limits;
    private final MonotonicClock clock;
    private final HealthListener listener;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicInteger ejected = new AtomicInteger();
    private volatile int candidates;

    /**
     * Begins to watch.
     *
     * @param limits what is demanded of the candidates
     * @param clock monotonic time
     * @param listener hears who goes out and who comes back
     */
    public Watch(SelectorLimits limits, MonotonicClock clock, HealthListener listener) {
        this.limits = limits;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Watches without telling anybody.
     *
     * @param limits when a candidate counts as failed
     * @return on the system's clock
     */
    public static Watch silent(FailureLimits limits) {
        return new Watch(SelectorLimits.of(limits), MonotonicClock.SYSTEM, HealthListener.SILENT);
    }

    /**
     * The standing of a new candidate.
     *
     * @param label names the candidate in logs
     * @param traits its metadata
     * @return healthy, nothing measured
     */
    public Standing standing(String label, Traits traits) {
        return new Standing(label, traits, this);
    }

    /** What is demanded of the candidates. */
    SelectorLimits limits() {
        return limits;
    }

    /** The time, in nanoseconds. */
    long now() {
        return clock.nanoTime();
    }

    /** Told by whatever changes the result of the filters, after the change. */
    void changed() {
        changes.incrementAndGet();
    }

    /** How many changes there were; look here first and at the candidates afterwards. */
    long changes() {
        return changes.get();
    }

    /** Told by the selector. */
    void watches(int count) {
        candidates = count;
    }

    /** Takes one of the places for ejected candidates, if there is one left. */
    boolean mayEject(EjectionLimits ejection) {
        int seen = ejected.get();
        while ((seen + 1L) * 100 <= (long) ejection.maxPercent() * candidates) {
            if (ejected.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = ejected.get();
        }
        return false;
    }

    /** Gives the place back. */
    void readmitted() {
        ejected.decrementAndGet();
    }

    /** Tells the listener, and nobody when there is nothing to say. */
    void tell(String candidate, boolean available, @Nullable String reason) {
        if (reason != null) {
            listener.changed(candidate, available, reason);
        }
    }
}
