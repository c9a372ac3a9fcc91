package io.gost.runtime.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, sorted into buckets. Any thread; no locks. */
final class Histogram {
    private static final double NANOS = 1e9;

    private final List<Double> bounds;
    private final long[] boundNanos;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** A moment's picture: the count of each bucket with all below it, the last one unbounded. */
    record Snapshot(List<Double> bounds, List<Long> counts, double sumSeconds) {
        /** Of a distribution without buckets. */
        static Snapshot of(long count, double sumSeconds) {
            return new Snapshot(List.of(), List.of(count), sumSeconds);
        }

        long count() {
            return counts.getLast();
        }
    }

    /**
     * Prepares to observe.
     *
     * @param bounds upper bounds in seconds, ascending
     */
    Histogram(double... bounds) {
        this.bounds = Arrays.stream(bounds).boxed().toList();
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
        List<Long> cumulative = new ArrayList<>(counts.length);
        long below = 0;
        for (LongAdder count : counts) {
            below += count.sum();
            cumulative.add(below);
        }
        return new Snapshot(bounds, cumulative, sum.sum() / NANOS);
    }
}
