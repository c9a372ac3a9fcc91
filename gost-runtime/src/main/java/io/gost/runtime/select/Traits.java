package io.gost.runtime.select;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What a candidate's metadata say about its selection.
 *
 * @param weight share of the requests; less than 1 means 1
 * @param backup whether it joins only when no other is left
 * @param priority higher ones first; 0 is normal
 * @param maxFails instead of the selector's; {@code null} when absent
 * @param failTimeout instead of the selector's; {@code null} when absent
 */
public record Traits(
        int weight,
        boolean backup,
        int priority,
        @Nullable Integer maxFails,
        @Nullable Duration failTimeout) {
    /** Without any metadata. */
    public static final Traits NONE = new Traits(1, false, 0, null, null);

    /** Makes the weight usable. */
    public Traits {
        weight = Math.max(1, weight);
    }

    /** The limits that hold for a candidate of a selector. */
    FailureLimits limits(FailureLimits selectors) {
        return maxFails == null && failTimeout == null
                ? selectors
                : FailureLimits.of(
                        maxFails == null ? selectors.maxFails() : maxFails,
                        failTimeout == null ? selectors.failTimeout() : failTimeout);
    }
}
