package io.gost.runtime.select;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Picks one of a fixed list: leaves out what failed, then asks the strategy.
 *
 * <p>When everything has failed the first candidate is the last resort: it is tried rather than
 * refusing the request, and a success brings it back. A single remaining candidate is taken without
 * asking the strategy, as in GOST, so that its counter does not move.
 *
 * <p>Any thread; no locks. While nothing has failed a pick allocates nothing.
 *
 * @param <C> the kind of candidate
 */
public final class Selector<C extends Selectable> {
    private final List<C> candidates;
    private final SelectionStrategy strategy;
    private final FailureLimits limits;

    /**
     * Makes a selector.
     *
     * @param candidates in configuration order, possibly empty
     * @param strategy picks among the candidates that are left
     * @param limits when a candidate counts as failed, unless it has limits of its own
     */
    public Selector(List<C> candidates, SelectionStrategy strategy, FailureLimits limits) {
        this.candidates = List.copyOf(candidates);
        this.strategy = strategy;
        this.limits = limits;
    }

    /**
     * Picks.
     *
     * @param context the request
     * @return one of the candidates; empty only when there are none at all
     * @throws GostException of category {@code PLUGIN} when the strategy picks something else
     */
    public Optional<C> select(SelectionContext context) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<C> usable = usable();
        return Optional.of(
                switch (usable.size()) {
                    case 0 -> candidates.getFirst();
                    case 1 -> usable.getFirst();
                    default -> chosen(usable, context);
                });
    }

    /**
     * Everything to pick from.
     *
     * @return in configuration order
     */
    public List<C> candidates() {
        return candidates;
    }

    private C chosen(List<C> usable, SelectionContext context) {
        Object picked = strategy.select(usable, context);
        for (C each : usable) {
            if (each == picked) {
                return each;
            }
        }
        throw new GostException(
                Category.PLUGIN,
                strategy.getClass().getName() + " did not pick one of the candidates");
    }

    private List<C> usable() {
        for (int i = 0; i < candidates.size(); i++) {
            if (isFailed(candidates.get(i))) {
                return withoutFailed(i);
            }
        }
        return candidates;
    }

    private List<C> withoutFailed(int firstFailed) {
        List<C> usable = new ArrayList<>(candidates.size());
        usable.addAll(candidates.subList(0, firstFailed));
        for (int i = firstFailed + 1; i < candidates.size(); i++) {
            if (!isFailed(candidates.get(i))) {
                usable.add(candidates.get(i));
            }
        }
        return usable;
    }

    private boolean isFailed(C candidate) {
        FailureLimits own = candidate.limits();
        return candidate.marker().isFailed(own == null ? limits : own);
    }
}
