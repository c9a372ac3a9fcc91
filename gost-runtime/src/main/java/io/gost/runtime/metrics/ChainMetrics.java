package io.gost.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for the nodes that routes of one chain begin with. Any thread. */
public final class ChainMetrics {
    /** For routes that belong to no chain. */
    public static final ChainMetrics NONE = new ChainMetrics("", () -> false);

    private static final double[] BOUNDS = {.01, .05, .1, .25, .5, 1, 1.5, 2, 5, 10, 15, 30, 60};

    /** Nodes come from files, too, and a file may have others each time. */
    private static final int MOST_NODES = 1_000;

    private final String name;
    private final Switch on;
    private final Map<String, Entrance> nodes = new ConcurrentHashMap<>();

    /** Whether metrics are collected. */
    @FunctionalInterface
    interface Switch {
        boolean isOn();
    }

    /** One node. */
    static final class Entrance {
        private final LongAdder errors = new LongAdder();
        private final Histogram durations = new Histogram(BOUNDS);

        long errors() {
            return errors.sum();
        }

        Histogram.Snapshot durations() {
            return durations.snapshot();
        }
    }

    ChainMetrics(String name, Switch on) {
        this.name = name;
        this.on = on;
    }

    /**
     * A route was entered.
     *
     * @param node its first node
     * @param nanos the time to dial it and to shake hands
     */
    public void entered(String node, long nanos) {
        if (on.isOn()) {
            entrance(node).durations.observe(nanos);
        }
    }

    /**
     * A route could not be walked to its last node.
     *
     * @param node its first node, whichever failed
     */
    public void failed(String node) {
        if (on.isOn()) {
            entrance(node).errors.increment();
        }
    }

    String name() {
        return name;
    }

    Map<String, Entrance> nodes() {
        return nodes;
    }

    private Entrance entrance(String node) {
        Entrance known = nodes.get(node);
        return known == null
                ? nodes.computeIfAbsent(
                        nodes.size() < MOST_NODES ? node : ClientBound.OTHERS, _ -> new Entrance())
                : known;
    }
}
