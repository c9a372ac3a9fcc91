package io.gost.runtime.service;

import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.route.StrategyContext;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.HealthListener;
import io.gost.runtime.select.MonotonicClock;
import io.gost.runtime.select.Selectable;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.SelectorLimits;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
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

    /**
     * Begins a selector: candidates get their standing from it before they exist.
     *
     * @param config the block; without one it is {@code round} with GOST's limits
     * @param owner the name of the hop, group or service
     * @param ownerPath where the owner stands in the configuration
     */
    Plan plan(@Nullable SelectorConfig config, String owner, String ownerPath) {
        String path = ownerPath + ".selector";
        available.check(path, config);
        return new Plan(config, owner, path);
    }

    /** A selector whose candidates are being made. */
    final class Plan {
        private final @Nullable SelectorConfig config;
        private final String owner;
        private final String path;
        private final Watch watch;

        private Plan(@Nullable SelectorConfig config, String owner, String path) {
            this.config = config;
            this.owner = owner;
            this.path = path;
            this.watch = new Watch(limits(config), MonotonicClock.SYSTEM, healthLog(owner));
        }

        /** The standing of one candidate. */
        Standing standing(String label, Traits traits) {
            return watch.standing(label, traits);
        }

        /** The selector over the candidates. */
        <C extends Selectable> Selector<C> over(List<C> candidates) {
            return new Selector<>(candidates, strategy(candidates.size()), watch);
        }

        private SelectionStrategy strategy(int candidates) {
            if (config == null && candidates < 2) {
                // Nothing to choose: a distribution without the default strategy can still do this.
                return First.INSTANCE;
            }
            String strategy =
                    config == null || config.strategy().isBlank()
                            ? DEFAULT_STRATEGY
                            : config.strategy();
            StrategyContext context = new StrategyContext(owner, path, logger);
            return objects.strategy(strategy, path, context).orElse(First.INSTANCE);
        }
    }

    private static SelectorLimits limits(@Nullable SelectorConfig config) {
        return config == null
                ? SelectorLimits.DEFAULT
                : new SelectorLimits(
                        FailureLimits.of(config.maxFails(), config.failTimeout()),
                        config.maxLatency(),
                        null,
                        Duration.ZERO);
    }

    private HealthListener healthLog(String owner) {
        FieldLogger log = logger.with("selector", owner);
        return (candidate, available, reason) -> {
            if (available) {
                log.info("{} is back: {}", candidate, reason);
            } else {
                log.warn("{} is out: {}", candidate, reason);
            }
        };
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
