package com.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class SampleStrategyTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new SampleStrategyProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        List<Integer> counts = List.copyOf(picks.values());
        assertThat(counts.get(0)).isBetween(PICKS * 2 / 5, PICKS * 3 / 5);
        assertThat(counts.get(2)).isZero();
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(SampleOptions.read(Options.of(Map.of()))).isEqualTo(new SampleOptions(2));
        assertThat(SampleOptions.read(Options.of(Map.of("first", 3))))
                .isEqualTo(new SampleOptions(3));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new SampleStrategyProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
