package io.gost.runtime.select;

import java.time.Duration;

/**
 * When a candidate counts as failed.
 *
 * @param maxFails failures in a row; 1 or more
 * @param failTimeout how long it then rests; positive
 */
public record FailureLimits(int maxFails, Duration failTimeout) {
    /** GOST's defaults: one failure, ten seconds. */
    public static final FailureLimits DEFAULT = new FailureLimits(1, Duration.ofSeconds(10));

    /**
     * Limits from configuration, where zero and less mean the default.
     *
     * @param maxFails failures in a row
     * @param failTimeout how long to rest
     * @return the limits
     */
    public static FailureLimits of(int maxFails, Duration failTimeout) {
        return new FailureLimits(
                maxFails > 0 ? maxFails : DEFAULT.maxFails,
                failTimeout.isPositive() ? failTimeout : DEFAULT.failTimeout);
    }
}
