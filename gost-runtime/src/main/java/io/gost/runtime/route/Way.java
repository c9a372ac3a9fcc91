package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;

import java.util.List;
import java.util.stream.Stream;

/** What routes are chosen from. */
public sealed interface Way permits Chain, ChainGroup {
    /**
     * The nodes it has now.
     *
     * @return all of them, of any hop
     */
    Stream<Node> nodes();

    /**
     * Whether {@link #nodes} are all there will ever be.
     *
     * @return {@code false} when a hop loads nodes from somewhere
     */
    boolean isFixed();

    /**
     * Chooses a route, or several that shall be tried at the same time.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return at least one, all through the same chain; {@link Route#DIRECT} where the
     *     configuration has it so, never because something does not work
     * @throws GostException of category {@code UNREACHABLE} when there is no node to go through
     */
    List<Route> routes(RouteRequest request, Tried tried);

    /**
     * Says which route might be chosen, for those who only look: it does not count as a request,
     * and nobody is marked.
     *
     * @param request what {@link #routes} would be asked
     * @return a route; {@link Route#DIRECT} as there
     * @throws GostException as there
     */
    Route peek(RouteRequest request);
}
