package io.gost.plugin.fifo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;
import io.gost.spi.testkit.TestCandidate;

import java.util.Map;

final class FifoContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new FifoProvider();
    }

    @Override
    public void expectFairness(Map<TestCandidate, Integer> picks) {
        assertThat(picks.values()).containsExactly(PICKS, 0, 0);
    }
}
