package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Fixed targets of a service: a hop group, else a named hop, else the nodes given here.
 *
 * @param name deprecated alias of {@code hop}
 * @param hop a hop defined elsewhere
 * @param selector chooses among {@code nodes}
 * @param nodes the targets
 * @param hopGroup hops to choose from
 */
public record ForwarderConfig(
        String name,
        @Refers("hops") String hop,
        @Nullable SelectorConfig selector,
        @Always List<ForwardNodeConfig> nodes,
        @Nullable HopGroupConfig hopGroup) {
    /** Keeps the lists as they are now. */
    public ForwarderConfig {
        nodes = Entries.copy(nodes);
    }
}
