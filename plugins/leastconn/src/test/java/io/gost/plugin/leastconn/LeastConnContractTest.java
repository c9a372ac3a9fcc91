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
        picks.forEach(
                (candidate, count) ->
                        assertThat(count)
                                .as("all are idle: by weight")
                                .isCloseTo(PICKS * candidate.weight() / 6, withinPercentage(10)));
    }
}
