package io.gost.runtime.route;

import io.gost.runtime.metrics.ChainMetrics;
import io.gost.runtime.select.Tried;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way through proxies: hops in the order they are passed.
 *
 * @param name the name in the configuration
 * @param hops first the nearest; an empty list leads nowhere but straight to the target
 * @param metrics counts what comes of the routes
 */
public record Chain(String name, List<Pool<Node>> hops, ChainMetrics metrics) implements Way {
    /** How many routes one request may try at the same time. */
    private static final int MOST_ROUTES = 64;

    /** Keeps the hops as they are now. */
    public Chain {
        hops = List.copyOf(hops);
    }

    /**
     * A chain that nobody counts for.
     *
     * @param name its name
     * @param hops first the nearest
     */
    public Chain(String name, List<Pool<Node>> hops) {
        this(name, hops, ChainMetrics.NONE);
    }

    @Override
    public Stream<Node> nodes() {
        return hops.stream().flatMap(hop -> hop.members().stream());
    }

    @Override
    public boolean isFixed() {
        return hops.stream().allMatch(Pool::isFixed);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The chain ends before the first hop of which no node serves the request: that is what a
     * bypass of a hop is for.
     */
    @Override
    public List<Route> routes(RouteRequest request, Tried tried) {
        for (Pool<Node> hop : hops) {
            if (hop.races()) {
                return racing(request, tried);
            }
        }
        return List.of(route(nodes(hops.size(), hop -> hop.select(request, tried))));
    }

    /** Every node of a hop that races behind every way there. */
    private List<Route> racing(RouteRequest request, Tried tried) {
        List<List<Node>> ways = List.of(List.of());
        for (Pool<Node> hop : hops) {
            List<Node> racers = hop.race(request, tried);
            if (racers.isEmpty()) {
                break;
            }
            ways =
                    ways.stream()
                            .flatMap(way -> racers.stream().map(node -> longer(way, node)))
                            .limit(MOST_ROUTES)
                            .toList();
        }
        return ways.stream().map(this::route).toList();
    }

    private Route route(List<Node> nodes) {
        return new Route(nodes, null, metrics);
    }

    private static List<Node> longer(List<Node> way, Node node) {
        List<Node> longer = new ArrayList<>(way);
        longer.add(node);
        return longer;
    }

    @Override
    public Route peek(RouteRequest request) {
        return new Route(peek(hops.size(), request));
    }

    /**
     * The beginning of a route, for those who only look.
     *
     * @param count how many hops
     * @param request the request
     * @return at most so many nodes
     */
    List<Node> peek(int count, RouteRequest request) {
        return nodes(count, hop -> hop.peek(request));
    }

    private List<Node> nodes(int count, Function<Pool<Node>, Optional<Node>> choice) {
        List<Node> nodes = new ArrayList<>(count);
        for (Pool<Node> hop : hops.subList(0, count)) {
            Optional<Node> node = choice.apply(hop);
            if (node.isEmpty()) {
                break;
            }
            nodes.add(node.get());
        }
        return nodes;
    }
}
