package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.FlawedStrategy.Flaw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Map;
import java.util.stream.Stream;

/** The strategy's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedStrategyTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(StrategyContract.class, Flaw.values(), Turns::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(StrategyContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements StrategyContract {
        private final StrategyContract turns = new Turns(Flaw.NONE);

        @Override
        public SelectionStrategyProvider<?> strategyProvider() {
            return turns.strategyProvider();
        }

        @Override
        public void expectFairness(Map<TestCandidate, Integer> picks) {
            turns.expectFairness(picks);
        }
    }

    private record Turns(Flaw flaw) implements StrategyContract {
        @Override
        public SelectionStrategyProvider<?> strategyProvider() {
            return new FlawedStrategy(flaw);
        }

        @Override
        public void expectFairness(Map<TestCandidate, Integer> picks) {
            assertThat(picks.values())
                    .as("candidates share the requests")
                    .allMatch(count -> count == PICKS / 3);
        }
    }
}
