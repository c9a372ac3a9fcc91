package io.gost.runtime.route;

import io.gost.runtime.select.StandingReport;
import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;

import java.util.Optional;

/** What a forwarder chooses from. */
public sealed interface Destinations {
    /**
     * Chooses.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return where to; empty when nobody serves the request
     * @throws GostException of category {@code UNREACHABLE} when there is nobody at all
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
     * The nodes of several hops, of which one is chosen first. One that is empty, or has nobody for
     * the request but a last resort, leaves it to the others.
     *
     * @param hops the hops
     */
    record OfGroup(Pool<HopEntry> hops) implements Destinations {
        @Override
        public Optional<Destination> select(RouteRequest request, Tried tried) {
            Optional<Destination> lastResort = Optional.empty();
            GostException failure = null;
            for (int i = 0; i < hops.members().size(); i++) {
                Optional<HopEntry> entry = hops.select(request, tried);
                if (entry.isEmpty()) {
                    break;
                }
                try {
                    Optional<Destination> node =
                            entry.get().hop().select(request, tried).map(found -> found);
                    if (node.isPresent() && isPromising(node.get(), tried)) {
                        return node;
                    }
                    lastResort = lastResort.or(() -> node);
                } catch (GostException e) {
                    failure = e;
                }
                tried.add(entry.get());
            }
            if (lastResort.isEmpty() && failure != null) {
                throw failure;
            }
            return lastResort;
        }

        private static boolean isPromising(Destination node, Tried tried) {
            return !tried.contains(node)
                    && node.standing().report().state() != StandingReport.State.OUT;
        }
    }
}
