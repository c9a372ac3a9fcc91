package io.gost.runtime.select;

/**
 * A moment's picture of a candidate.
 *
 * @param label names it
 * @param state whether it is picked
 * @param failures in a row
 * @param latencyNanos average time to reach it, or {@link io.gost.spi.Measurements#UNKNOWN}
 * @param probeLatencyNanos of the last probe, or {@link io.gost.spi.Measurements#UNKNOWN}
 * @param openTunnels connections through it
 * @param picks how often it was picked
 * @param connects how often it was reached
 * @param refusals how often it was not, or answered badly
 * @param backup whether it joins only when no other is left
 */
public record StandingReport(
        String label,
        State state,
        int failures,
        long latencyNanos,
        long probeLatencyNanos,
        int openTunnels,
        long picks,
        long connects,
        long refusals,
        boolean backup) {
    /** Whether a candidate is picked. */
    public enum State {
        /** It works, as far as is known. */
        WELL,
        /** It failed too often and has rested; the next request will tell. */
        SUSPECT,
        /** It is picked only as a last resort. */
        OUT
    }
}
