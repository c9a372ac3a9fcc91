package io.gost.runtime.select;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers how often in a row something failed, and when last.
 *
 * <p>Lock-free; any thread. Time is monotonic, so a clock that is set back neither revives nor
 * buries a node.
 */
public final class FailureMarker {
    // Failures in the upper 24 bits, milliseconds since the marker was made in the lower 40: one
    // word,
    // so that a reader never sees a count with another failure's time.
    private static final int TIME_BITS = 40;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final long MOST = (1L << (63 - TIME_BITS)) - 1;

    private final AtomicLong state = new AtomicLong();
    private final MonotonicClock clock;
    private final long origin;

    /**
     * Makes an unmarked marker.
     *
     * @param clock monotonic time
     */
    public FailureMarker(MonotonicClock clock) {
        this.clock = clock;
        this.origin = clock.nanoTime();
    }

    /** Counts one failure, now. */
    public void mark() {
        long now = millis();
        state.updateAndGet(old -> (Math.min(failures(old) + 1, MOST) << TIME_BITS) | now);
    }

    /** Forgets all failures: it worked. */
    public void reset() {
        // Success is the normal case; do not make the cache line dirty for it.
        if (state.get() != 0) {
            state.set(0);
        }
    }

    /**
     * How many failures came since the last success.
     *
     * @return 0 or more
     */
    public long failures() {
        return failures(state.get());
    }

    /**
     * Whether it failed too often too recently.
     *
     * @param limits how often and how recently
     * @return {@code true} when it must rest
     */
    public boolean isFailed(FailureLimits limits) {
        long seen = state.get();
        return seen != 0
                && failures(seen) >= limits.maxFails()
                && millis() - (seen & TIME_MASK) < limits.failTimeoutMillis();
    }

    private long millis() {
        return ((clock.nanoTime() - origin) / 1_000_000) & TIME_MASK;
    }

    private static long failures(long state) {
        return state >>> TIME_BITS;
    }
}
