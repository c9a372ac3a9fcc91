package io.gost.runtime.service;

import io.gost.runtime.select.FailureLimits;
import io.gost.spi.Options;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * The metadata of a node that concerns selection.
 *
 * @param weight share of the requests, 1 or more
 * @param limits failure limits of its own, or {@code null}
 */
record CandidateOptions(int weight, @Nullable FailureLimits limits) {
    static CandidateOptions read(Options options) {
        int weight =
                options.integer("weight")
                        .help("share of the requests; zero and less mean 1")
                        .orElse(1);
        Optional<Integer> maxFails =
                options.integer("maxFails", "max_fails")
                        .help("failures after which the node rests, instead of the selector's")
                        .optional();
        Optional<Duration> failTimeout =
                options.duration("failTimeout", "fail_timeout")
                        .help("how long the node rests, instead of the selector's")
                        .optional();
        return new CandidateOptions(Math.max(1, weight), limits(maxFails, failTimeout));
    }

    private static @Nullable FailureLimits limits(
            Optional<Integer> maxFails, Optional<Duration> failTimeout) {
        return maxFails.isEmpty() && failTimeout.isEmpty()
                ? null
                : FailureLimits.of(maxFails.orElse(0), failTimeout.orElse(Duration.ZERO));
    }
}
