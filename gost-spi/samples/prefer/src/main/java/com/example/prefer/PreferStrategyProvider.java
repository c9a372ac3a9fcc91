package com.example.prefer;

import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;

/** Provides the selection strategy {@code prefer}. */
public final class PreferStrategyProvider implements SelectionStrategyProvider<String> {
    @Override
    public List<String> types() {
        return List.of("prefer");
    }

    @Override
    public String read(Options options) {
        return options.string("prefix").help("how the names of preferred nodes begin").orElse("");
    }

    @Override
    public SelectionStrategy create(String prefix, PluginContext context) {
        return new PreferStrategy(prefix);
    }
}
