package io.gost.spi;

/** Something a {@link SelectionStrategy} may pick. */
@ProvidedByHost
public interface Candidate {
    /**
     * The candidate's name in the configuration.
     *
     * @return the name, possibly empty
     */
    String name();

    /**
     * The candidate's address.
     *
     * @return {@code host:port} as configured; empty for candidates that have none, such as chains
     */
    String address();

    /**
     * The share of requests this candidate should get, from metadata key {@code weight}.
     *
     * @return 1 or more; 1 when the key is absent, zero or negative; the same at every call
     */
    int weight();

    /**
     * What the runtime measured.
     *
     * @return live figures, the same object at every call; {@link Measurements#NONE} when nothing
     *     is measured
     */
    default Measurements measured() {
        return Measurements.NONE;
    }
}
