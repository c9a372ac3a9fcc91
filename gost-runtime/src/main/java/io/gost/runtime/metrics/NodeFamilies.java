package io.gost.runtime.metrics;

import io.gost.runtime.metrics.LiveState.Node;
import io.gost.runtime.metrics.LiveState.NodeState;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How nodes and hops stand; GOST has nothing like it. */
final class NodeFamilies {
    private static final double NANOS = 1e9;
    private static final List<String> NODE = List.of("hop", "node");

    private NodeFamilies() {}

    static List<Family> of(List<Node> nodes) {
        return List.of(
                counter("picks", "Times a node was chosen", nodes, Node::picks),
                counter("connects", "Times a node was reached", nodes, Node::connects),
                counter("failures", "Times a node could not be used", nodes, Node::failures),
                Family.gauge(
                        "gost_node_in_use",
                        "Connections through a node",
                        NODE,
                        samples ->
                                nodes.forEach(
                                        node ->
                                                samples.add(
                                                        node.inUse(), node.hop(), node.node()))),
                latency(
                        "gost_node_latency_seconds",
                        "Average time to connect to a node",
                        nodes,
                        Node::latencyNanos),
                latency(
                        "gost_node_probe_latency_seconds",
                        "Time of the last probe of a node",
                        nodes,
                        Node::probeNanos),
                Family.gauge(
                        "gost_node_state",
                        "State of a node",
                        List.of("hop", "node", "state"),
                        samples ->
                                nodes.forEach(
                                        node -> states(samples, node, node.hop(), node.node()))),
                Family.gauge(
                        "gost_hop_nodes",
                        "Number of nodes of a hop in each state",
                        List.of("hop", "state"),
                        samples -> nodes.forEach(node -> states(samples, node, node.hop()))));
    }

    private static Family counter(
            String what, String help, List<Node> nodes, ToDoubleFunction<Node> value) {
        return Family.counter(
                "gost_node_" + what + "_total",
                help,
                NODE,
                samples ->
                        nodes.forEach(
                                node ->
                                        samples.add(
                                                value.applyAsDouble(node),
                                                node.hop(),
                                                node.node())));
    }

    private static Family latency(
            String name, String help, List<Node> nodes, ToDoubleFunction<Node> nanos) {
        return Family.gauge(
                name,
                help,
                NODE,
                samples ->
                        nodes.stream()
                                .filter(node -> nanos.applyAsDouble(node) >= 0)
                                .forEach(
                                        node ->
                                                samples.add(
                                                        nanos.applyAsDouble(node) / NANOS,
                                                        node.hop(),
                                                        node.node())));
    }

    /** One for the state that it is in, zero for the others; samples of one hop are added up. */
    private static void states(Samples samples, Node node, String... labels) {
        for (NodeState state : NodeState.values()) {
            boolean is = node.state() == state;
            samples.add(is ? 1 : 0, with(labels, state.name().toLowerCase(Locale.ROOT)));
        }
        samples.add(node.backup() ? 1 : 0, with(labels, "backup"));
    }

    private static String[] with(String[] labels, String last) {
        String[] longer = Arrays.copyOf(labels, labels.length + 1);
        longer[labels.length] = last;
        return longer;
    }
}
