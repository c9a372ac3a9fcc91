package io.gost.runtime.describe;

import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;
import java.util.function.Consumer;

/** A provider that reads what a test tells it to. */
record SampleStrategy(List<String> types, Consumer<Options> keys)
        implements SelectionStrategyProvider<Boolean> {
    @Override
    public Boolean read(Options options) {
        keys.accept(options);
        return true;
    }

    @Override
    public SelectionStrategy create(Boolean options, PluginContext context) {
        throw new UnsupportedOperationException();
    }
}
