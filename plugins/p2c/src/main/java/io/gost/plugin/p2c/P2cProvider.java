package io.gost.plugin.p2c;

import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the strategy {@code p2c}. */
public final class P2cProvider implements SelectionStrategyProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("p2c");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public SelectionStrategy create(NoOptions options, PluginContext context) {
        return new P2cStrategy();
    }
}
