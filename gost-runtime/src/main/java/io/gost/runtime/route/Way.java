package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;

import java.util.List;

/** What routes are chosen from. */
public sealed interface Way permits Chain, ChainGroup {
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
}
