package io.gost.runtime.service;

import io.gost.runtime.metrics.LiveState;
import io.gost.runtime.metrics.LiveState.NodeState;
import io.gost.runtime.select.StandingReport;

import java.util.List;

/** How groups stand, as metrics tell it. */
final class NodeStates {
    private static final String HOP = "hop ";

    private NodeStates() {}

    /** Nodes of hops go by the hop's name, what else is selected among by all of the group's. */
    static List<LiveState.Node> of(List<GroupState> groups) {
        return groups.stream()
                .flatMap(
                        group ->
                                group.members().stream()
                                        .map(member -> node(label(group.name()), member)))
                .toList();
    }

    private static LiveState.Node node(String hop, StandingReport member) {
        return new LiveState.Node(
                hop,
                member.label(),
                switch (member.state()) {
                    case WELL -> NodeState.HEALTHY;
                    case SUSPECT -> NodeState.SUSPECT;
                    case OUT -> NodeState.FAILED;
                },
                member.backup(),
                member.picks(),
                member.connects(),
                member.refusals(),
                member.openTunnels(),
                member.latencyNanos(),
                member.probeLatencyNanos());
    }

    private static String label(String group) {
        return group.startsWith(HOP) ? group.substring(HOP.length()) : group;
    }
}
