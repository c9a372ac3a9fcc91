package io.gost.runtime.metrics;

import java.util.List;

/**
 * What is not counted but can be asked for: how services and nodes stand at a moment.
 *
 * @param services the state of each service
 * @param nodes the state of each node of each hop
 */
public record LiveState(List<String> services, List<Node> nodes) {
    /** Keeps the lists as they are now. */
    public LiveState {
        services = List.copyOf(services);
        nodes = List.copyOf(nodes);
    }

    /** Whether a node is chosen. */
    public enum NodeState {
        /** It works, as far as is known. */
        HEALTHY,
        /** It failed and has rested; the next request will tell. */
        SUSPECT,
        /** It is chosen only when there is no other. */
        FAILED
    }

    /**
     * One node.
     *
     * @param hop the hop it belongs to
     * @param node its name
     * @param state whether it is chosen
     * @param backup whether others are preferred
     * @param picks how often it was chosen
     * @param connects how often it was reached
     * @param failures how often it was not
     * @param inUse connections through it
     * @param latencyNanos average time to reach it; negative when unknown
     * @param probeNanos time of the last probe; negative when unknown
     */
    public record Node(
            String hop,
            String node,
            NodeState state,
            boolean backup,
            long picks,
            long connects,
            long failures,
            long inUse,
            long latencyNanos,
            long probeNanos) {}
}
