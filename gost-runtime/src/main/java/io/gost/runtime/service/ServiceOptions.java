package io.gost.runtime.service;

import io.gost.runtime.service.LifecycleCommands.Phase;
import io.gost.spi.Options;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The service metadata that is built so far.
 *
 * @param dialTimeout for each attempt to reach a target; negative for none
 * @param ignoreChain whether targets and addresses to bind are reached directly whatever chain is
 *     named
 * @param commands run when the service comes and goes
 * @param enableStats whether it counts its connections and bytes
 * @param reports how its observer is told of these
 * @param labels what its log lines carry besides
 */
record ServiceOptions(
        Duration dialTimeout,
        boolean ignoreChain,
        Map<Phase, List<String>> commands,
        boolean enableStats,
        ReportOptions reports,
        Map<String, String> labels) {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(15);

    /**
     * Keys that do nothing by themselves: they tune a component that is itself refused, or, like
     * {@code retries}, GOST's command line leaves a copy in metadata beside the field it sets.
     */
    private static final List<String> HARMLESS =
            List.of(
                    "limiter.refreshInterval",
                    "limiter.cleanupInterval",
                    "limiter.scope",
                    "retries");

    static ServiceOptions read(Options options) {
        HARMLESS.forEach(key -> options.string(key).optional());
        return new ServiceOptions(
                options.duration("dialTimeout")
                        .help("time for each attempt to reach a target; negative for none")
                        .orElseIfZero(DIAL_TIMEOUT),
                options.bool("ignoreChain")
                        .help("reach targets directly, whatever chain is configured")
                        .orElse(false),
                LifecycleCommands.read(options),
                options.bool("enableStats")
                        .help("count connections and bytes, for the Web API and the observer")
                        .orElse(false),
                ReportOptions.read(options),
                options.map("labels")
                        .help("what log lines and records carry besides")
                        .orElse(Map.of()));
    }
}
