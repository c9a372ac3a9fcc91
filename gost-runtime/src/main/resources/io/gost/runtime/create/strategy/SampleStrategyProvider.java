package com.example.sample;

import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the selection strategy {@code sample}. */
public final class SampleStrategyProvider implements SelectionStrategyProvider<SampleOptions> {
    @Override
    public List<String> types() {
        return List.of("sample");
    }

    @Override
    public SampleOptions read(Options options) {
        return SampleOptions.read(options);
    }

    @Override
    public SelectionStrategy create(SampleOptions options, PluginContext context) {
        return new SampleStrategy(options);
    }
}
