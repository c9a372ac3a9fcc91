package io.gost.runtime.select;

import java.time.Duration;

/**
 * When a candidate counts as failed.
 *
 * @param maxFails failures in a row; 1 or more
 * @param failTimeoutMillis how long it then rests, in milliseconds; 1 or more
 */
public record FailureLimits(int maxFails, long failTimeoutMillis) {
    /** GOST's defaults: one failure, ten seconds. */
    public static final FailureLimits DEFAULT = new FailureLimits(1, 10_000);

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
                failTimeout.isPositive()
                        ? Math.max(1, failTimeout.toMillis())
                        : DEFAULT.failTimeoutMillis);
    }
}
