package io.gost.runtime.select;

import java.time.Duration;

/**
 * When the share of failures, rather than a row of them, takes a candidate out, and for how long.
 *
 * @param errorPercent share of failed requests in one window that ejects, 1 to 100
 * @param minRequests requests that a window must have seen; 1 or more
 * @param window over which requests are counted; positive
 * @param time how long the first ejection lasts; each further one lasts twice as long as the one
 *     before; positive
 * @param maxTime longest ejection; after this time without one, counting starts anew
 * @param maxPercent largest share of the candidates that may be ejected at once, 1 to 100
 */
public record EjectionLimits(
        int errorPercent,
        int minRequests,
        Duration window,
        Duration time,
        Duration maxTime,
        int maxPercent) {
    /** Half of at least ten requests within ten seconds: out for thirty seconds. */
    public static final EjectionLimits DEFAULT =
            new EjectionLimits(
                    50,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    50);

    /** How long the n-th ejection in a row lasts. */
    Duration time(int times) {
        // 2^30 times a second is 34 years.
        Duration grown = time.multipliedBy(1L << Math.min(times - 1, 30));
        return grown.compareTo(maxTime) < 0 ? grown : maxTime;
    }
}
