package io.gost.runtime.service;

import io.gost.runtime.config.EjectionConfig;
import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.StrategyContext;
import io.gost.runtime.select.EjectionLimits;
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
import io.gost.spi.GoDuration;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds selectors from {@code selector} blocks. */
final class SelectorAssembler {
    private static final String DEFAULT_STRATEGY = "round";
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_REQUESTS = 1_000_000;

    private final PluginObjects objects;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final FieldLogger logger;
    private final Parts parts;

    SelectorAssembler(
            PluginObjects objects,
            AvailableKeys available,
            ProblemSink problems,
            FieldLogger logger,
            Parts parts) {
        this.objects = objects;
        this.available = available;
        this.problems = problems;
        this.logger = logger;
        this.parts = parts;
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
        private final SelectorLimits limits;
        private final Watch watch;

        private Plan(@Nullable SelectorConfig config, String owner, String path) {
            this.config = config;
            this.owner = owner;
            this.path = path;
            this.limits = limits();
            this.watch =
                    parts.keep(
                            "watch",
                            owner,
                            limits,
                            () -> new Watch(limits, MonotonicClock.SYSTEM, healthLog(owner)));
        }

        /** Another one under the same limits counts the same failures. */
        SameObject watch() {
            return new SameObject(watch);
        }

        /** The standing of one candidate. */
        Standing standing(String label, Traits traits) {
            return watch.standing(label, traits);
        }

        /** The selector over the candidates. */
        <C extends Selectable> Selector<C> over(List<C> candidates) {
            // Nothing to choose: a distribution without the default strategy can still do this.
            boolean hasChoice = config != null || candidates.size() > 1;
            return new Selector<>(candidates, hasChoice ? strategy() : First.INSTANCE, watch);
        }

        /** The selector over candidates that may become more. */
        <C extends Selectable> Selector<C> overGrowing(List<C> candidates) {
            return new Selector<>(candidates, strategy(), watch);
        }

        /** What is selected by, in words. */
        String words() {
            FailureLimits failures = limits.failures();
            return "%s, maxFails %d, failTimeout %s"
                    .formatted(
                            strategyName(),
                            failures.maxFails(),
                            GoDuration.format(failures.failTimeout()));
        }

        private String strategyName() {
            return config == null || config.strategy().isBlank()
                    ? DEFAULT_STRATEGY
                    : config.strategy();
        }

        private SelectionStrategy strategy() {
            StrategyContext context = new StrategyContext(owner, path, logger);
            OptionGroup group = objects.group();
            Map<String, Object> metadata = config == null ? Map.of() : config.metadata();
            Optional<SelectionStrategy> made =
                    objects.strategy(strategyName(), path, metadata, group, context);
            if (made.isPresent()) {
                group.reportUnread(Set.of());
            }
            return made.orElse(First.INSTANCE);
        }

        private SelectorLimits limits() {
            if (config == null) {
                return SelectorLimits.DEFAULT;
            }
            return new SelectorLimits(
                    FailureLimits.of(config.maxFails(), config.failTimeout()),
                    notNegative(config.maxLatency(), ".maxLatency"),
                    config.ejection() == null ? null : ejection(config.ejection()),
                    notNegative(config.slowStart(), ".slowStart"));
        }

        private EjectionLimits ejection(EjectionConfig ejection) {
            String at = ".ejection.";
            EjectionLimits usual = EjectionLimits.DEFAULT;
            Duration time = or(usual.time(), ejection.time(), at + "time");
            Duration longest = time.compareTo(usual.maxTime()) < 0 ? usual.maxTime() : time;
            Duration maxTime = or(longest, ejection.maxTime(), at + "maxTime");
            if (maxTime.compareTo(time) < 0) {
                problems.error(
                        path + at + "maxTime",
                        GoDuration.format(maxTime)
                                + " is shorter than time, "
                                + GoDuration.format(time));
            }
            return new EjectionLimits(
                    within(100, usual.errorPercent(), ejection.errorPercent(), at + "errorPercent"),
                    within(
                            MOST_REQUESTS,
                            usual.minRequests(),
                            ejection.minRequests(),
                            at + "minRequests"),
                    or(usual.window(), ejection.window(), at + "window"),
                    time,
                    maxTime,
                    within(100, usual.maxPercent(), ejection.maxPercent(), at + "maxPercent"));
        }

        private Duration or(Duration usual, Duration given, String key) {
            return given.isZero() ? usual : notNegative(given, key);
        }

        private Duration notNegative(Duration given, String key) {
            if (given.isNegative() || given.compareTo(LONGEST) > 0) {
                problems.error(
                        path + key, GoDuration.format(given) + " is not within 0s and a year");
                return Duration.ZERO;
            }
            return given;
        }

        private int within(int most, int usual, int given, String key) {
            if (given < 0 || given > most) {
                problems.error(path + key, given + " is not within 1 and " + most);
                return usual;
            }
            return given == 0 ? usual : given;
        }
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
