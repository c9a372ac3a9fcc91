package io.gost.plugin.lowestlatency;

import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.testkit.StrategyContract;

final class LowestLatencyContractTest implements StrategyContract {
    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new LowestLatencyProvider();
    }
}
