package io.gost.runtime.config;

import java.time.Duration;

/**
 * How one of several candidates is chosen.
 *
 * @param strategy empty means {@code round}
 * @param maxFails failures after which a candidate rests; zero means 1
 * @param failTimeout how long it rests; zero means 10 seconds
 * @param maxLatency leaves out slower candidates; zero means never
 */
public record SelectorConfig(
        @Always String strategy,
        @Always int maxFails,
        @Always Duration failTimeout,
        Duration maxLatency) {}
