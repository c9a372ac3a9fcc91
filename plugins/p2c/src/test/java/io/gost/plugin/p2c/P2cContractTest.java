package io.gost.plugin.p2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class P2cContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new P2cProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values()).allSatisfy(count -> assertThat(count).isPositive());
    }
}
