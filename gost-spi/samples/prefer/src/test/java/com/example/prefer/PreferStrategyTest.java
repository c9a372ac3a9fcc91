package com.example.prefer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

final class PreferStrategyTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new PreferStrategyProvider();
    }

    @Override
    public Map<String, ?> strategyMetadata() {
        return Map.of("prefix", "t");
    }

    /** Of one, two and three. */
    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        List<Integer> counts = List.copyOf(picks.values());
        assertThat(counts.get(0)).isZero();
        assertThat(counts.get(1)).isBetween(PICKS * 2 / 5, PICKS * 3 / 5);
    }

    @Test
    void withoutAPreferredCandidateAnyWillDo() {
        PreferStrategy strategy = new PreferStrategy("eu-");
        List<TestCandidate> others = List.of(TestCandidate.of("us-1"), TestCandidate.of("us-2"));
        assertThat(strategy.select(others, TestSelectionContext.of(new SplittableRandom(1))))
                .isIn(others);
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new PreferStrategyProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
