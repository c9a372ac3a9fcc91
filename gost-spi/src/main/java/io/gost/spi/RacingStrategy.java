package io.gost.spi;

import java.util.List;

/**
 * A strategy that wants several candidates tried at the same time; the first that completes its
 * handshake wins and the others are closed.
 */
@ImplementedByPlugin
public interface RacingStrategy extends SelectionStrategy {
    /**
     * Says who takes part.
     *
     * @param <C> the kind of candidate
     * @param candidates in configuration order; never empty; must not be changed or kept
     * @param context the request
     * @return at least one of the candidates, in the order of preference
     */
    <C extends Candidate> List<C> race(List<C> candidates, SelectionContext context);
}
