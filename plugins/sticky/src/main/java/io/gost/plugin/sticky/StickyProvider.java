package io.gost.plugin.sticky;

import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the strategy {@code sticky}. */
public final class StickyProvider implements SelectionStrategyProvider<StickyOptions> {
    @Override
    public List<String> types() {
        return List.of("sticky");
    }

    @Override
    public StickyOptions read(Options options) {
        return StickyOptions.read(options);
    }

    @Override
    public SelectionStrategy create(StickyOptions options, PluginContext context) {
        return new StickyStrategy(options);
    }
}
