package io.gost.runtime.route;

import io.gost.runtime.select.Tried;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way through proxies: hops in the order they are passed.
 *
 * @param name the name in the configuration
 * @param hops first the nearest; an empty list leads nowhere but straight to the target
 */
public record Chain(String name, List<Pool<Node>> hops) implements Way {
    /** Keeps the hops as they are now. */
    public Chain {
        hops = List.copyOf(hops);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The chain ends before the first hop of which no node serves the request: that is what a
     * bypass of a hop is for.
     */
    @Override
    public Route route(RouteRequest request, Tried tried) {
        return new Route(nodes(hops.size(), request, tried));
    }

    /**
     * The beginning of a route.
     *
     * @param count how many hops
     * @param request the request
     * @param tried who did not work for it
     * @return at most so many nodes
     */
    List<Node> nodes(int count, RouteRequest request, Tried tried) {
        List<Node> nodes = new ArrayList<>(count);
        for (Pool<Node> hop : hops.subList(0, count)) {
            Optional<Node> node = hop.select(request, tried);
            if (node.isEmpty()) {
                break;
            }
            nodes.add(node.get());
        }
        return nodes;
    }
}
