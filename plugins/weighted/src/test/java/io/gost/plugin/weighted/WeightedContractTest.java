package io.gost.plugin.weighted;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class WeightedContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new WeightedProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values()).containsExactly(PICKS / 6, PICKS / 3, PICKS / 2);
    }
}
