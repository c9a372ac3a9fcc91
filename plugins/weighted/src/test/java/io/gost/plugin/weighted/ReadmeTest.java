package io.gost.plugin.weighted;

import io.gost.spi.Provider;
import io.gost.spi.testkit.ReadmeContract;

import java.util.List;

/** The README's key tables are what the providers declare. */
final class ReadmeTest implements ReadmeContract {
    @Override
    public List<Provider<?>> providers() {
        return List.of(new WeightedProvider());
    }
}
