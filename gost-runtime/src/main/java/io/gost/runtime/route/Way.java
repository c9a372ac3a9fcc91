package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;

/** What routes are chosen from. */
public sealed interface Way permits Chain, ChainGroup {
    /**
     * Chooses a route.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return the route; {@link Route#DIRECT} where the configuration has it so, never because
     *     something does not work
     * @throws GostException of category {@code UNREACHABLE} when there is no node to go through
     */
    Route route(RouteRequest request, Tried tried);
}
