package io.gost.spi.example;

import io.gost.spi.Candidate;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Provides {@code round}: one candidate after the other. */
public final class RoundProvider implements SelectionStrategyProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("round");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public SelectionStrategy create(NoOptions options, PluginContext context) {
        AtomicInteger next = new AtomicInteger();
        return new SelectionStrategy() {
            @Override
            public <C extends Candidate> C select(List<C> candidates, SelectionContext request) {
                return candidates.get(Math.floorMod(next.getAndIncrement(), candidates.size()));
            }
        };
    }
}
