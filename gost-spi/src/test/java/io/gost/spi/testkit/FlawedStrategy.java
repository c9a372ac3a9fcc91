package io.gost.spi.testkit;

import io.gost.spi.Candidate;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Each candidate in its turn, and all of them in a race, with one mistake that people make. */
record FlawedStrategy(Flaw flaw) implements SelectionStrategyProvider<NoOptions> {
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Flaw implements Flawed.Flaw<StrategyContract> {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        REMEMBERS_A_CANDIDATE(
                "keep none of them from one call to the next",
                StrategyContract::strategyPicksOneOfTheCandidates),
        COUNTS_WITHOUT_A_BOUND(
                "bound a counter with Math.floorMod",
                StrategyContract::strategyPicksOneOfTheCandidates,
                StrategyContract::strategyPicksTheOnlyCandidate,
                StrategyContract::strategyWorksConcurrently),
        LIKES_ONE("candidates share the requests", StrategyContract::strategySpreadsItsPicks),
        RACES_NOBODY(
                "race the candidate that select would pick, at least",
                StrategyContract::racingStrategyPicksSomeOfTheCandidates),
        RACES_ONE_TWICE(
                "each of them once at most",
                StrategyContract::racingStrategyPicksSomeOfTheCandidates),
        RACES_WHO_WAS_THERE_BEFORE(
                "keep none of them from one call to the next",
                StrategyContract::racingStrategyPicksSomeOfTheCandidates);

        private final String advice;
        private final List<Flawed.Check<StrategyContract>> foundBy;

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of only reads them
        Flaw(String advice, Flawed.Check<StrategyContract>... foundBy) {
            this.advice = advice;
            this.foundBy = List.of(foundBy);
        }

        @Override
        public String advice() {
            return advice;
        }

        @Override
        public List<Flawed.Check<StrategyContract>> foundBy() {
            return foundBy;
        }
    }

    @Override
    public List<String> types() {
        return List.of("flawed");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public SelectionStrategy create(NoOptions options, PluginContext context) {
        return new Turns(flaw);
    }

    @SuppressWarnings("unchecked") // that is the mistake of those who remember
    private static final class Turns implements RacingStrategy {
        private final Flaw flaw;
        private final AtomicInteger next = new AtomicInteger();
        private volatile @Nullable Candidate last;
        private volatile @Nullable List<? extends Candidate> before;

        Turns(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            Candidate remembered = last;
            if (flaw == Flaw.REMEMBERS_A_CANDIDATE && remembered != null) {
                return (C) remembered;
            }
            int turn =
                    flaw == Flaw.COUNTS_WITHOUT_A_BOUND
                            ? next.getAndIncrement()
                            : Math.floorMod(next.getAndIncrement(), candidates.size());
            C chosen = candidates.get(flaw == Flaw.LIKES_ONE ? 0 : turn);
            last = chosen;
            return chosen;
        }

        @Override
        public <C extends Candidate> List<C> race(List<C> candidates, SelectionContext context) {
            List<? extends Candidate> remembered = before;
            before = candidates;
            return switch (flaw) {
                case RACES_NOBODY -> List.of();
                case RACES_ONE_TWICE -> List.of(candidates.getFirst(), candidates.getFirst());
                case RACES_WHO_WAS_THERE_BEFORE ->
                        remembered == null ? candidates : (List<C>) remembered;
                default -> candidates;
            };
        }
    }
}
