package io.gost.runtime.route;

import io.gost.runtime.select.Tried;

import java.util.ArrayList;
import java.util.List;

/**
 * A way through proxies: hops in the order they are passed.
 *
 * @param name the name in the configuration
 * @param hops first the nearest; an empty list leads nowhere but straight to the target
 */
public record Chain(String name, List<Hop> hops) {
    /** Keeps the hops as they are now. */
    public Chain {
        hops = List.copyOf(hops);
    }

    /**
     * Picks a node of every hop.
     *
     * @param flow the request
     * @param tried nodes that did not work for the request
     * @return the route
     */
    public Route route(Flow flow, Tried tried) {
        List<Node> nodes = new ArrayList<>(hops.size());
        for (Hop hop : hops) {
            nodes.add(hop.select(flow, tried));
        }
        return new Route(nodes);
    }
}
