package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How one of several candidates is chosen.
 *
 * @param strategy empty means {@code round}
 * @param maxFails failures after which a candidate rests; zero means 1
 * @param failTimeout how long it rests; zero means 10 seconds
 * @param maxLatency leaves out slower candidates; zero means never
 * @param slowStart how long the share of a candidate that comes back grows; an addition to GOST
 * @param ejection takes candidates out by their error rate; an addition to GOST
 * @param metadata options of the strategy; an addition to GOST
 */
public record SelectorConfig(
        @Always String strategy,
        @Always int maxFails,
        @Always Duration failTimeout,
        Duration maxLatency,
        Duration slowStart,
        @Nullable EjectionConfig ejection,
        OpaqueMap<Object> metadata) {}
