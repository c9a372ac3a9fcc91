package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Candidate;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The strategy's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedStrategyTest {
    enum Flaw {
        /** Right, and so the proof that the tests fail for the mistake alone. */
        NONE(""),
        REMEMBERS_A_CANDIDATE("keep none of them from one call to the next"),
        COUNTS_WITHOUT_A_BOUND("IndexOutOfBounds"),
        LIKES_ONE("candidates share the requests");

        private final String advice;

        Flaw(String advice) {
            this.advice = advice;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFound(Flaw flaw) {
        assertThatThrownBy(() -> run(new Turns(new Provider(flaw)), flaw))
                .satisfies(
                        failure ->
                                assertThat(Flawed.everythingSaid(failure)).contains(flaw.advice));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSameTestPassesWithoutTheMistake(Flaw flaw) {
        assertThatCode(() -> run(new Turns(new Provider(Flaw.NONE)), flaw))
                .doesNotThrowAnyException();
    }

    private static void run(StrategyContract contract, Flaw flaw) {
        switch (flaw) {
            case NONE, REMEMBERS_A_CANDIDATE -> contract.strategyPicksOneOfTheCandidates();
            case COUNTS_WITHOUT_A_BOUND -> contract.strategyWorksConcurrently();
            case LIKES_ONE -> contract.strategySpreadsItsPicks();
        }
    }

    private record Turns(SelectionStrategyProvider<?> strategyProvider)
            implements StrategyContract {
        @Override
        public void expectFairness(Map<TestCandidate, Integer> picks) {
            assertThat(picks.values())
                    .as("candidates share the requests")
                    .allMatch(count -> count == PICKS / 3);
        }
    }

    private record Provider(Flaw flaw) implements SelectionStrategyProvider<NoOptions> {
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
            return new Strategy(flaw);
        }
    }

    private static final class Strategy implements SelectionStrategy {
        private final Flaw flaw;
        private final AtomicInteger next = new AtomicInteger();
        private Candidate last;

        Strategy(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        @SuppressWarnings("unchecked") // that is the mistake
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            if (flaw == Flaw.REMEMBERS_A_CANDIDATE && last != null) {
                return (C) last;
            }
            int turn =
                    flaw == Flaw.COUNTS_WITHOUT_A_BOUND
                            ? next.getAndIncrement()
                            : Math.floorMod(next.getAndIncrement(), candidates.size());
            C chosen = candidates.get(flaw == Flaw.LIKES_ONE ? 0 : turn);
            last = chosen;
            return chosen;
        }
    }
}
