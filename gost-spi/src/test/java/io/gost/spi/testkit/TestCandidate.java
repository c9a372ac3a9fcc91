package io.gost.spi.testkit;

import io.gost.spi.Candidate;

/**
 * A candidate for strategies.
 *
 * @param name its name
 * @param address its address
 * @param weight its weight, 1 or more
 */
public record TestCandidate(String name, String address, int weight) implements Candidate {
    /**
     * A candidate of weight 1 whose name is its address.
     *
     * @param name its name
     * @return the candidate
     */
    public static TestCandidate of(String name) {
        return new TestCandidate(name, name, 1);
    }
}
