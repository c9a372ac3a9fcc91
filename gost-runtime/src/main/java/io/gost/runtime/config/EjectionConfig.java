package io.gost.runtime.config;

import java.time.Duration;

/**
 * When the error rate takes a candidate out of selection. An addition to GOST; absent means never.
 *
 * @param errorPercent share of failed requests that ejects; zero means 50
 * @param minRequests requests that a window must have seen; zero means 10
 * @param window over which requests are counted; zero means 10 seconds
 * @param time how long the first ejection lasts, each further one twice as long; zero means 30
 *     seconds
 * @param maxTime longest ejection; zero means 5 minutes, or {@code time} if that is longer
 * @param maxPercent largest share of the candidates that may be ejected at once; zero means 50
 */
public record EjectionConfig(
        int errorPercent,
        int minRequests,
        Duration window,
        Duration time,
        Duration maxTime,
        int maxPercent) {}
