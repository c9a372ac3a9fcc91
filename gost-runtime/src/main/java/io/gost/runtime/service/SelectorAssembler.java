package io.gost.runtime.service;

import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.route.StrategyContext;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selectable;
import io.gost.runtime.select.Selector;
import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Builds selectors from {@code selector} blocks. */
final class SelectorAssembler {
    private static final String DEFAULT_STRATEGY = "round";

    private final PluginObjects objects;
    private final AvailableKeys available;
    private final FieldLogger logger;

    SelectorAssembler(PluginObjects objects, AvailableKeys available, FieldLogger logger) {
        this.objects = objects;
        this.available = available;
        this.logger = logger;
    }

    /** A selector over candidates; without a block it is {@code round} with GOST's limits. */
    <C extends Selectable> Selector<C> selector(
            @Nullable SelectorConfig config, String owner, String ownerPath, List<C> candidates) {
        String path = ownerPath + ".selector";
        available.check(path, config);
        FailureLimits limits =
                config == null
                        ? FailureLimits.DEFAULT
                        : FailureLimits.of(config.maxFails(), config.failTimeout());
        if (config == null && candidates.size() < 2) {
            // Nothing to choose: a distribution without the default strategy can still do this.
            return new Selector<>(candidates, First.INSTANCE, limits);
        }
        String strategy =
                config == null || config.strategy().isBlank()
                        ? DEFAULT_STRATEGY
                        : config.strategy();
        StrategyContext context = new StrategyContext(owner, path, logger);
        return objects.strategy(strategy, path, context)
                .map(chosen -> new Selector<>(candidates, chosen, limits))
                .orElseGet(() -> new Selector<>(candidates, First.INSTANCE, limits));
    }

    /** For selectors that never have a choice. */
    private enum First implements SelectionStrategy {
        INSTANCE;

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }
    }
}
