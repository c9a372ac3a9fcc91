package io.gost.runtime.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one service does for one client. A session asks for it once, with {@link
 * ServiceMetrics#client}. Any thread; no locks.
 */
public final class ClientMetrics {
    /** While metrics are off: nothing is counted. */
    public static final ClientMetrics NONE = new ClientMetrics(new Histogram());

    private final Traffic traffic = new Traffic();
    private final LongAdder requests = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Histogram durations;
    private volatile long lastUsed;

    /**
     * Begins to count.
     *
     * @param durations of the service's requests
     */
    ClientMetrics(Histogram durations) {
        this.durations = durations;
    }

    /** A request begins; {@link #ended} has to follow. */
    public void began() {
        if (isCounting()) {
            requests.increment();
            inFlight.increment();
        }
    }

    /**
     * A request ended.
     *
     * @param nanos how long it took
     * @param failed whether that is the fault of the service, or of what is behind it
     */
    public void ended(long nanos, boolean failed) {
        if (isCounting()) {
            inFlight.decrement();
            durations.observe(nanos);
            if (failed) {
                errors.increment();
            }
        }
    }

    /**
     * Whether anybody looks at what is counted here.
     *
     * @return {@code false} for {@link #NONE}
     */
    public boolean isCounting() {
        return this != NONE;
    }

    /**
     * The client's bytes.
     *
     * @return counters; not to be used when nothing {@linkplain #isCounting() is counted}
     */
    public Traffic traffic() {
        return traffic;
    }

    long requests() {
        return requests.sum();
    }

    long inFlight() {
        return inFlight.sum();
    }

    long errors() {
        return errors.sum();
    }

    /** Somebody asks for it, at some time in nanoseconds. */
    void usedAt(long now) {
        lastUsed = now;
    }

    long lastUsed() {
        return lastUsed;
    }
}
