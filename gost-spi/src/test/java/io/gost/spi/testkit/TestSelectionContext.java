package io.gost.spi.testkit;

import io.gost.spi.SelectionContext;
import io.gost.spi.Target;

import java.util.random.RandomGenerator;

/**
 * A request for strategies.
 *
 * @param clientId who asks, possibly empty
 * @param hashSource what sticky strategies key by, possibly empty
 * @param target where to
 * @param random randomness; seed it
 */
public record TestSelectionContext(
        String clientId, String hashSource, Target target, RandomGenerator random)
        implements SelectionContext {
    /**
     * A request of nobody in particular.
     *
     * @param random randomness; seed it
     * @return the context
     */
    public static TestSelectionContext of(RandomGenerator random) {
        return new TestSelectionContext("", "127.0.0.1", Target.tcp("target.test", 80), random);
    }
}
