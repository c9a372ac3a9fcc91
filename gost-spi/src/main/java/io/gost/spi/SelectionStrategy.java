package io.gost.spi;

import java.util.List;

/**
 * Picks one of several candidates: nodes of a hop, targets of a forwarder, chains of a group.
 *
 * <p>The runtime has already removed what failed, what is only a backup and what is too slow. It
 * asks a strategy only when at least two candidates are left.
 *
 * <p><b>Instances.</b> One for each selector, so state (a counter, weights) belongs to one group.
 * <b>Threads.</b> Called from any event loop, at the same time: no locks, no blocking. The list is
 * valid during the call only.
 */
@ImplementedByPlugin
public interface SelectionStrategy {
    /**
     * Picks.
     *
     * @param <C> the kind of candidate
     * @param candidates in configuration order; never empty; must not be changed or kept
     * @param context the request
     * @return one of the candidates
     */
    <C extends Candidate> C select(List<C> candidates, SelectionContext context);

    /**
     * Whether the pick follows from the client's key, so that a client meets the same candidate
     * again. While a candidate comes back slowly, the runtime then lets it have some clients and
     * not others, instead of some requests of all clients.
     *
     * @return {@code true} for sticky strategies
     */
    default boolean isKeyed() {
        return false;
    }
}
