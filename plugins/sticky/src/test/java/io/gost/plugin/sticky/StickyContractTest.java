package io.gost.plugin.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class StickyContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new StickyProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values()).as("one client, one candidate").containsOnlyOnce(PICKS);
    }
}
