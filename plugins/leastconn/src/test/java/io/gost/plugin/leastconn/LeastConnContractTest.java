package io.gost.plugin.leastconn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class LeastConnContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new LeastConnProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values())
                .as("all are idle")
                .allSatisfy(count -> assertThat(count).isCloseTo(PICKS / 3, withinPercentage(10)));
    }
}
