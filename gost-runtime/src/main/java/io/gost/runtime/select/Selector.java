package io.gost.runtime.select;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Picks one of a list: leaves out what failed and what a rule excludes, lets the {@linkplain Tiers
 * priorities, backups and latencies} have their say, then asks the strategy.
 *
 * <p>When everything has failed, the first candidate that no rule excludes is the last resort: it
 * is tried rather than refusing the request, and a success brings it back. A single remaining
 * candidate is taken without asking the strategy, as in GOST, so that its counter does not move.
 *
 * <p>Any thread; no locks. The result of the filters is kept until a candidate's state changes, so
 * a pick without a rule costs the same for one node as for a thousand, and allocates nothing.
 *
 * @param <C> the kind of candidate
 */
public final class Selector<C extends Selectable> {
    /** Never added to. */
    private static final Tried NOBODY = new Tried();

    private final SelectionStrategy strategy;
    private final Watch watch;
    private final long maxLatency;
    private final boolean returnsSlowly;
    private volatile List<C> candidates;
    private volatile View<C> view;

    /**
     * What the filters leave, until something changes.
     *
     * @param changes how many changes the watch had seen before
     * @param expires when the first of the resting candidates has rested; meaningless when {@code
     *     everybody}
     * @param everybody whether nobody rests
     * @param all all candidates
     * @param rested those that need not rest, in configuration order
     * @param choice what the strategy chooses from when no rule and no earlier attempt excludes
     *     anything
     */
    private record View<C>(
            long changes,
            long expires,
            boolean everybody,
            List<C> all,
            List<C> rested,
            List<C> choice) {}

    /**
     * Makes a selector.
     *
     * @param candidates in configuration order, possibly empty; their standings come from {@code
     *     watch}
     * @param strategy picks among the candidates that are left
     * @param watch watches the candidates
     */
    public Selector(List<C> candidates, SelectionStrategy strategy, Watch watch) {
        this.strategy = strategy;
        this.watch = watch;
        this.maxLatency = watch.limits().maxLatency().toNanos();
        this.returnsSlowly =
                watch.limits().ejection() != null || watch.limits().slowStart().isPositive();
        this.candidates = List.copyOf(candidates);
        watch.watches(candidates.size());
        this.view = look();
    }

    /**
     * Takes other candidates from now on. Those that are in both lists keep their standing; the
     * strategy keeps its state.
     *
     * @param others in configuration order, possibly empty
     */
    public void replace(List<C> others) {
        List<C> before = candidates;
        candidates = List.copyOf(others);
        watch.watches(others.size());
        Set<C> staying = Collections.newSetFromMap(new IdentityHashMap<>());
        staying.addAll(others);
        before.stream()
                .filter(candidate -> !staying.contains(candidate))
                .forEach(candidate -> candidate.standing().retire());
        watch.changed();
    }

    /** Tells the watch how many candidates there are, after another selector was tried with it. */
    public void recount() {
        watch.watches(candidates.size());
        watch.changed();
    }

    /**
     * Everything to pick from.
     *
     * @return in configuration order
     */
    public List<C> candidates() {
        return candidates;
    }

    /**
     * Picks for a first attempt without a rule.
     *
     * @param context the request
     * @return as {@link #select(SelectionContext, Predicate, Tried)}
     */
    public Optional<C> select(SelectionContext context) {
        return one(choice(null, NOBODY), context);
    }

    /**
     * Picks.
     *
     * @param context the request
     * @param rule who may serve the request; {@code null} for everybody
     * @param tried who did not work for the request
     * @return one of the candidates; empty when there are none, or the rule excludes all of them
     * @throws GostException of category {@code PLUGIN} when the strategy picks something else
     */
    public Optional<C> select(
            SelectionContext context, @Nullable Predicate<? super C> rule, Tried tried) {
        return one(choice(rule, tried), context);
    }

    /**
     * Says who may be picked, for those who only look: neither the strategy nor a candidate that is
     * coming back takes it for a request.
     *
     * @param rule who may serve the request; {@code null} for everybody
     * @return the first one that {@link #select} might pick; empty as there
     */
    public Optional<C> peek(@Nullable Predicate<? super C> rule) {
        return choice(rule, NOBODY).stream().findFirst();
    }

    /**
     * Whether {@link #race} may pick several.
     *
     * @return whether the strategy is one that races
     */
    public boolean races() {
        return strategy instanceof RacingStrategy;
    }

    /**
     * Picks those that shall be tried at the same time, if the strategy is one that races.
     *
     * @param context the request
     * @param rule who may serve the request; {@code null} for everybody
     * @param tried who did not work for the request
     * @return in the order of preference; a single one if the strategy does not race; empty when
     *     there are no candidates, or the rule excludes all of them
     * @throws GostException of category {@code PLUGIN} when the strategy picks something else
     */
    public List<C> race(
            SelectionContext context, @Nullable Predicate<? super C> rule, Tried tried) {
        List<C> choice = choice(rule, tried);
        if (choice.size() > 1 && strategy instanceof RacingStrategy racing) {
            List<C> racers = List.copyOf(racing.race(choice, context));
            if (racers.isEmpty() || !choice.containsAll(racers)) {
                throw broken();
            }
            if (returnsSlowly) {
                racers = admitted(racers, context);
            }
            racers.forEach(racer -> racer.standing().picked());
            return racers;
        }
        return one(choice, context).map(List::of).orElse(List.of());
    }

    private Optional<C> one(List<C> choice, SelectionContext context) {
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        C picked = ask(choice, context);
        if (returnsSlowly) {
            picked = admitted(picked, choice, context);
        }
        picked.standing().picked();
        return Optional.of(picked);
    }

    private C ask(List<C> choice, SelectionContext context) {
        if (choice.size() == 1) {
            return choice.getFirst();
        }
        // No C, because a plugin may cheat.
        Object picked = strategy.select(choice, context);
        for (int i = 0; i < choice.size(); i++) {
            C each = choice.get(i);
            if (each == picked) {
                return each;
            }
        }
        throw broken();
    }

    /** The pick, or another one where the pick is coming back slowly and it is not its turn. */
    private C admitted(C picked, List<C> choice, SelectionContext context) {
        C current = picked;
        List<C> others = choice;
        while (!current.standing().admits(strategy.isKeyed(), context)) {
            C refused = current;
            others = only(others, other -> other != refused);
            if (others.isEmpty()) {
                return picked;
            }
            current = ask(others, context);
        }
        return current;
    }

    /** Of several picks those whose turn it is, or all of them if it is nobody's. */
    private List<C> admitted(List<C> racers, SelectionContext context) {
        List<C> admitted =
                only(racers, racer -> racer.standing().admits(strategy.isKeyed(), context));
        return admitted.isEmpty() ? racers : admitted;
    }

    private List<C> choice(@Nullable Predicate<? super C> rule, Tried tried) {
        View<C> seen = view;
        if (seen.changes != watch.changes() || hasExpired(seen)) {
            seen = look();
            view = seen;
        }
        boolean first = tried.isEmpty();
        if (rule == null && first) {
            return seen.choice;
        }
        List<C> fit = rule == null ? seen.rested : only(seen.rested, rule);
        List<C> fresh = first ? fit : only(fit, candidate -> !tried.contains(candidate));
        if (!fresh.isEmpty()) {
            return Tiers.choice(fresh, maxLatency);
        }
        return fit.isEmpty() ? lastResort(seen.all, rule, tried) : Tiers.choice(fit, maxLatency);
    }

    private boolean hasExpired(View<C> seen) {
        return !seen.everybody && watch.now() - seen.expires >= 0;
    }

    private View<C> look() {
        long changes = watch.changes();
        List<C> all = candidates;
        long now = watch.now();
        long rest = Long.MAX_VALUE;
        List<C> rested = new ArrayList<>(all.size());
        for (C candidate : all) {
            long left = candidate.standing().rest(now);
            if (left <= 0) {
                rested.add(candidate);
            } else {
                rest = Math.min(rest, left);
            }
        }
        boolean everybody = rested.size() == all.size();
        List<C> usable = everybody ? all : List.copyOf(rested);
        List<C> choice =
                usable.isEmpty() ? lastResort(all, null, NOBODY) : Tiers.choice(usable, maxLatency);
        // Nobody waits for a probe forever: half of all time is enough, and does not overflow.
        long expires = now + Math.min(rest, Long.MAX_VALUE / 2);
        return new View<>(changes, expires, everybody, all, usable, choice);
    }

    private static <C extends Selectable> List<C> lastResort(
            List<C> all, @Nullable Predicate<? super C> rule, Tried tried) {
        List<C> fit = rule == null ? all : only(all, rule);
        for (C candidate : fit) {
            if (!tried.contains(candidate)) {
                return List.of(candidate);
            }
        }
        return fit.isEmpty() ? fit : List.of(fit.getFirst());
    }

    private static <C> List<C> only(List<C> candidates, Predicate<? super C> rule) {
        List<C> left = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            C candidate = candidates.get(i);
            if (rule.test(candidate)) {
                left.add(candidate);
            }
        }
        return left;
    }

    private GostException broken() {
        return new GostException(
                Category.PLUGIN,
                strategy.getClass().getName() + " did not pick one of the candidates");
    }
}
