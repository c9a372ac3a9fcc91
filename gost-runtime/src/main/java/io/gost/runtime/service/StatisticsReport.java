package io.gost.runtime.service;

import io.gost.runtime.service.Counters.Snapshot;

import java.util.Optional;

/** What an observer was told of some counters. Used by one thread at a time. */
final class StatisticsReport {
    private final Counters counters;
    private final boolean resetTraffic;
    private Snapshot told = Snapshot.ZERO;

    /**
     * Nothing was told yet.
     *
     * @param resetTraffic whether bytes are told since the last time, and not since the beginning;
     *     nobody else's view of the counters changes by that
     */
    StatisticsReport(Counters counters, boolean resetTraffic) {
        this.counters = counters;
        this.resetTraffic = resetTraffic;
    }

    /** Whether there is something to tell. */
    boolean isDue() {
        return !counters.snapshot().equals(told);
    }

    /** What there is to tell; it counts as told. */
    Optional<Snapshot> next() {
        Snapshot now = counters.snapshot();
        Snapshot before = told;
        if (now.equals(before)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(
                resetTraffic
                        ? new Snapshot(
                                now.total(),
                                now.current(),
                                now.errors(),
                                now.inputBytes() - before.inputBytes(),
                                now.outputBytes() - before.outputBytes())
                        : now);
    }
}
