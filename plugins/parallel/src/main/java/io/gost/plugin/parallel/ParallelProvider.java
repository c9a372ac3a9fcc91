package io.gost.plugin.parallel;

import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the strategy {@code parallel}. */
public final class ParallelProvider implements SelectionStrategyProvider<ParallelOptions> {
    @Override
    public List<String> types() {
        return List.of("parallel");
    }

    @Override
    public ParallelOptions read(Options options) {
        return ParallelOptions.read(options);
    }

    @Override
    public SelectionStrategy create(ParallelOptions options, PluginContext context) {
        return new ParallelStrategy(options);
    }
}
