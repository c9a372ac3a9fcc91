package io.gost.spi.testkit;

import io.gost.spi.Candidate;
import io.gost.spi.Measurements;
import io.gost.spi.support.PeakLatency;

/** A candidate whose measurements a test makes, for strategies that look at them. */
public final class MeasuredCandidate implements Candidate, Measurements {
    private final String name;
    private final int weight;
    private final PeakLatency latency = new PeakLatency();
    private volatile long probeLatency = UNKNOWN;
    private volatile int openTunnels;

    /**
     * Makes a candidate that nobody has measured.
     *
     * @param name its name, and its address
     * @param weight its weight, 1 or more
     */
    public MeasuredCandidate(String name, int weight) {
        this.name = name;
        this.weight = weight;
    }

    /**
     * Measures how long a request took to get there.
     *
     * @param nanos the latency
     * @param nanoTime when it was there
     */
    public void reached(long nanos, long nanoTime) {
        latency.add(nanos, nanoTime);
    }

    /**
     * Measures how long a probe took.
     *
     * @param nanos the latency, or {@link #UNKNOWN}
     */
    public void probed(long nanos) {
        probeLatency = nanos;
    }

    /**
     * Says what goes through it.
     *
     * @param tunnels how many
     */
    public void open(int tunnels) {
        openTunnels = tunnels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return name;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public Measurements measured() {
        return this;
    }

    @Override
    public long latency(long nanoTime) {
        return latency.at(nanoTime);
    }

    @Override
    public long probeLatency() {
        return probeLatency;
    }

    @Override
    public int openTunnels() {
        return openTunnels;
    }

    @Override
    public String toString() {
        return name;
    }
}
