package io.gost.plugin.weighted;

import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the strategy {@code weighted}. */
public final class WeightedProvider implements SelectionStrategyProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("weighted");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public SelectionStrategy create(NoOptions options, PluginContext context) {
        return new WeightedStrategy();
    }
}
