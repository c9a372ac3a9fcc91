package io.gost.runtime.metrics;

import io.gost.runtime.metrics.ChainMetrics.Entrance;

import java.util.Collection;
import java.util.List;

/** What is counted for chains, under GOST's names. */
final class ChainFamilies {
    private static final List<String> LABELS = List.of("chain", "node");

    private ChainFamilies() {}

    static List<Family> of(Collection<ChainMetrics> chains) {
        return List.of(
                Family.counter(
                        "gost_chain_errors_total",
                        "Total chain errors",
                        LABELS,
                        samples ->
                                visit(
                                        chains,
                                        (chain, node, entrance) -> {
                                            if (entrance.errors() > 0) {
                                                samples.add(entrance.errors(), chain, node);
                                            }
                                        })),
                Family.histogram(
                        "gost_chain_node_connect_duration_seconds",
                        "Distribution of chain node connect latencies",
                        LABELS,
                        samples ->
                                visit(
                                        chains,
                                        (chain, node, entrance) -> {
                                            Histogram.Snapshot durations = entrance.durations();
                                            if (durations.count() > 0) {
                                                samples.add(durations, chain, node);
                                            }
                                        })));
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(String chain, String node, Entrance entrance);
    }

    private static void visit(Collection<ChainMetrics> chains, Visitor visitor) {
        for (ChainMetrics chain : chains) {
            chain.nodes().forEach((node, entrance) -> visitor.visit(chain.name(), node, entrance));
        }
    }
}
