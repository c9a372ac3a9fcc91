package io.gost.runtime.route;

import io.gost.runtime.select.StandingReport;
import io.gost.runtime.select.Tried;

import java.util.Optional;

/** What a forwarder chooses from. */
public sealed interface Destinations {
    /**
     * Chooses.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return where to; empty when nobody serves the request
     * @throws io.gost.spi.GostException of category {@code UNREACHABLE} when there is nobody at all
     */
    Optional<Destination> select(RouteRequest request, Tried tried);

    /**
     * The nodes of one hop.
     *
     * @param hop the hop
     */
    record OfHop(Pool<? extends Destination> hop) implements Destinations {
        @Override
        public Optional<Destination> select(RouteRequest request, Tried tried) {
            return hop.select(request, tried).map(node -> node);
        }
    }

    /**
     * The nodes of several hops, of which one is chosen first. One that has nobody for the request,
     * or nobody but a last resort, leaves it to the others.
     *
     * @param hops the hops
     */
    record OfGroup(Pool<HopEntry> hops) implements Destinations {
        @Override
        public Optional<Destination> select(RouteRequest request, Tried tried) {
            Optional<Destination> lastResort = Optional.empty();
            for (int i = 0; i < hops.members().size(); i++) {
                Optional<HopEntry> entry = hops.select(request, tried);
                if (entry.isEmpty()) {
                    return lastResort;
                }
                Optional<Destination> node =
                        entry.get().hop().select(request, tried).map(found -> found);
                if (node.isPresent() && !isOut(node.get())) {
                    return node;
                }
                lastResort = lastResort.or(() -> node);
                tried.add(entry.get());
            }
            return lastResort;
        }

        private static boolean isOut(Destination node) {
            return node.standing().report().state() == StandingReport.State.OUT;
        }
    }
}
