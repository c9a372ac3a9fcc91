package io.gost.runtime.metrics;

import java.util.concurrent.atomic.LongAdder;

/** How long something took, sorted into buckets. Any thread; no locks. */
final class Histogram {
    private static final double NANOS = 1e9;

    private final double[] bounds;
    private final long[] boundNanos;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** A moment's picture: the count of each bucket with all below it, the last one unbounded. */
    record Snapshot(double[] bounds, long[] counts, double sumSeconds) {
        long count() {
            return counts[counts.length - 1];
        }
    }

    /**
     * Prepares to observe.
     *
     * @param bounds upper bounds in seconds, ascending
     */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.boundNanos = new long[bounds.length];
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
            if (i < bounds.length) {
                boundNanos[i] = Math.round(bounds[i] * NANOS);
            }
        }
    }

    void observe(long nanos) {
        int bucket = 0;
        while (bucket < boundNanos.length && nanos > boundNanos[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    Snapshot snapshot() {
        long[] cumulative = new long[counts.length];
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i].sum();
            cumulative[i] = below;
        }
        return new Snapshot(bounds, cumulative, sum.sum() / NANOS);
    }
}
