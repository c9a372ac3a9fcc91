package io.gost.runtime.service;

import io.gost.runtime.config.ServiceStats;
import io.gost.runtime.metrics.Traffic;

import java.util.concurrent.atomic.LongAdder;

/** Statistics of a service, or of one of its clients. Any thread; no locks. */
final class Counters {
    private final LongAdder opened = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Traffic traffic = new Traffic();

    /** A moment's picture. */
    record Snapshot(long total, long current, long errors, long inputBytes, long outputBytes) {
        static final Snapshot ZERO = new Snapshot(0, 0, 0, 0, 0);

        /** For the Web API. */
        ServiceStats toStats() {
            return new ServiceStats(total, current, errors, inputBytes, outputBytes);
        }
    }

    /** A connection begins; {@link #ended} has to follow. */
    void opened() {
        opened.increment();
    }

    void ended(boolean failed) {
        if (failed) {
            errors.increment();
        }
        ended.increment();
    }

    Traffic traffic() {
        return traffic;
    }

    Snapshot snapshot() {
        // Asked in this order there are never fewer than none.
        long gone = ended.sum();
        long all = opened.sum();
        return new Snapshot(
                all, all - gone, errors.sum(), traffic.inputBytes(), traffic.outputBytes());
    }
}
