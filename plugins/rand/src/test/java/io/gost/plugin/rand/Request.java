package io.gost.plugin.rand;

import io.gost.spi.SelectionContext;
import io.gost.spi.Target;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A request of tests. */
record Request(String clientId, String hashSource, RandomGenerator random)
        implements SelectionContext {
    static Request seeded(long seed) {
        return new Request("", "", new SplittableRandom(seed));
    }

    @Override
    public Target target() {
        return Target.tcp("target.test", 80);
    }
}
