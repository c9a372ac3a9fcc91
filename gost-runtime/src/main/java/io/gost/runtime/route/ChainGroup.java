package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several chains of which each request takes one.
 *
 * @param pool the chains
 */
public record ChainGroup(Pool<ChainEntry> pool) implements Way {
    @Override
    public Stream<Node> nodes() {
        return pool.members().stream().flatMap(entry -> entry.chain().nodes());
    }

    @Override
    public boolean isFixed() {
        return pool.members().stream().allMatch(entry -> entry.chain().isFixed());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A chain that has a hop without nodes counts as failed, and another one is chosen.
     */
    @Override
    public List<Route> routes(RouteRequest request, Tried tried) {
        GostException failure = new GostException(Category.UNREACHABLE, "no chain available");
        for (int i = 0; i < pool.members().size(); i++) {
            Optional<ChainEntry> entry = pool.select(request, tried);
            if (entry.isEmpty()) {
                return List.of(Route.DIRECT);
            }
            ChainEntry chosen = entry.get();
            try {
                return chosen.chain().routes(request, tried).stream()
                        .map(route -> route.through(chosen))
                        .toList();
            } catch (GostException e) {
                chosen.standing().unreachable(String.valueOf(e.getMessage()));
                tried.add(chosen);
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public Route peek(RouteRequest request) {
        return pool.peek(request).map(entry -> entry.chain().peek(request)).orElse(Route.DIRECT);
    }
}
