package io.gost.runtime.select;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What a selector demands of its candidates, whatever the strategy.
 *
 * @param failures when a candidate counts as failed, unless it has limits of its own
 * @param maxLatency leaves out what the last probe found slower, or found dead; zero means never
 * @param ejection when a candidate's error rate ejects it; {@code null} means never
 * @param slowStart how long the share of a candidate that comes back grows; zero means not at all
 */
public record SelectorLimits(
        FailureLimits failures,
        Duration maxLatency,
        @Nullable EjectionLimits ejection,
        Duration slowStart) {
    /** GOST's defaults. */
    public static final SelectorLimits DEFAULT = of(FailureLimits.DEFAULT);

    /**
     * Nothing but failure limits.
     *
     * @param failures when a candidate counts as failed
     * @return the limits
     */
    public static SelectorLimits of(FailureLimits failures) {
        return new SelectorLimits(failures, Duration.ZERO, null, Duration.ZERO);
    }
}
