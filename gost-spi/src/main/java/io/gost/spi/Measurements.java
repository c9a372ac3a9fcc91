package io.gost.spi;

/**
 * What the runtime measured of a {@link Candidate}: for strategies that look at the state of the
 * candidates. Reading is cheap, takes no lock and allocates nothing; any thread.
 */
@ProvidedByHost
public interface Measurements {
    /** A latency that nobody has measured. */
    long UNKNOWN = -1;

    /** Nothing is measured. */
    Measurements NONE =
            new Measurements() {
                @Override
                public long latency(long nanoTime) {
                    return UNKNOWN;
                }

                @Override
                public long probeLatency() {
                    return UNKNOWN;
                }

                @Override
                public int openTunnels() {
                    return 0;
                }
            };

    /**
     * How long it took requests to reach the candidate: a moving average that jumps up with a slow
     * request, comes down slowly, and fades while there are no requests.
     *
     * @param nanoTime when, from {@link SelectionContext#nanoTime}
     * @return nanoseconds, or {@link #UNKNOWN}
     */
    long latency(long nanoTime);

    /**
     * How long the last probe took.
     *
     * @return nanoseconds; {@link #UNKNOWN} when there was none or it failed
     */
    long probeLatency();

    /**
     * The connections that go through the candidate, those included that are still being made.
     *
     * @return 0 or more
     */
    int openTunnels();
}
