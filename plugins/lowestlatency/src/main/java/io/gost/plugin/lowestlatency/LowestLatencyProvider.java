package io.gost.plugin.lowestlatency;

import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the strategy {@code lowestlatency}. */
public final class LowestLatencyProvider implements SelectionStrategyProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("lowestlatency", "lowest", "ll");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public SelectionStrategy create(NoOptions options, PluginContext context) {
        return new LowestLatencyStrategy();
    }
}
