package io.gost.plugin.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class ParallelContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new ParallelProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values()).containsOnly(PICKS / 3);
    }
}
