package io.gost.spi;

import java.util.random.RandomGenerator;

/** The request that a candidate is picked for. */
@ProvidedByHost
public interface SelectionContext {
    /**
     * The id the client authenticated as.
     *
     * @return the id, or the empty text
     */
    String clientId();

    /**
     * What sticky strategies key by when there is no client id: the client's IP address, or the
     * target with {@code hash: host}.
     *
     * @return the key, or the empty text when nothing is known about the client
     */
    String hashSource();

    /**
     * Where the request goes.
     *
     * @return the target as the client named it
     */
    Target target();

    /**
     * Randomness; seeded in tests.
     *
     * @return a generator for the calling thread
     */
    RandomGenerator random();

    /**
     * When the request is made, for ages and time-outs; ask once for each pick.
     *
     * @return monotonic time in nanoseconds, on the scale of {@link System#nanoTime}
     */
    default long nanoTime() {
        return System.nanoTime();
    }
}
