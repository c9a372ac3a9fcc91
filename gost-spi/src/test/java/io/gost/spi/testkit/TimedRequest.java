package io.gost.spi.testkit;

import io.gost.spi.SelectionContext;
import io.gost.spi.Target;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A client's request on a clock of the test's, for strategies that look at the time.
 *
 * @param hashSource the client
 * @param random randomness; seed it
 * @param clock the time in nanoseconds
 */
public record TimedRequest(String hashSource, RandomGenerator random, LongSupplier clock)
        implements SelectionContext {
    @Override
    public String clientId() {
        return "";
    }

    @Override
    public Target target() {
        return Target.tcp("target.test", 80);
    }

    @Override
    public long nanoTime() {
        return clock.getAsLong();
    }
}
