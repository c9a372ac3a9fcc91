package io.gost.runtime.select;

import io.gost.spi.Measurements;
import io.gost.spi.support.PeakLatency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one candidate has to do and how fast it is. Any thread; reading takes no lock and allocates
 * nothing.
 */
final class Load implements Measurements {
    /** No probe has ended yet. */
    private static final long NOT_PROBED = -2;

    private final PeakLatency latency = new PeakLatency();
    private final AtomicInteger open = new AtomicInteger();
    // Written with every pick and read by people only: striped.
    private final LongAdder picks = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private volatile long probe = NOT_PROBED;

    @Override
    public long latency(long nanoTime) {
        return latency.at(nanoTime);
    }

    @Override
    public long probeLatency() {
        return Math.max(UNKNOWN, probe);
    }

    @Override
    public int openTunnels() {
        return open.get();
    }

    void reached(long nanos, long now) {
        latency.add(nanos, now);
    }

    /** The result of a probe: nanoseconds, or {@link #UNKNOWN} for a failure. */
    void probed(long nanos) {
        probe = nanos;
    }

    /** Whether the last probe failed or took longer; {@code false} without a probe. */
    boolean isSlowerThan(long nanos) {
        long seen = probe;
        return seen == UNKNOWN || seen > nanos;
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    void picked() {
        picks.increment();
    }

    void connected() {
        connects.increment();
    }

    long connects() {
        return connects.sum();
    }

    void refused() {
        refusals.increment();
    }

    long refusals() {
        return refusals.sum();
    }

    long picks() {
        return picks.sum();
    }
}
