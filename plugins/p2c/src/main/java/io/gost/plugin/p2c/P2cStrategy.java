package io.gost.plugin.p2c;

import io.gost.spi.Candidate;
import io.gost.spi.Measurements;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws two different candidates and takes the one that costs less. */
final class P2cStrategy implements SelectionStrategy {
    /** Nanoseconds, 10 s: what is not known is not sent more than one request to find out. */
    private static final double UNTESTED = 1e10;

    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        int count = candidates.size();
        if (count == 1) {
            return candidates.getFirst();
        }
        RandomGenerator random = context.random();
        int first = random.nextInt(count);
        int second = random.nextInt(count - 1);
        C one = candidates.get(first);
        C other = candidates.get(second < first ? second : second + 1);
        long now = context.nanoTime();
        return cost(one, now) <= cost(other, now) ? one : other;
    }

    /**
     * What a request more would cost, squared: with latency times the root of the tunnels, ten
     * times the latency outweighs a hundred times the tunnels.
     */
    private static double cost(Candidate candidate, long now) {
        Measurements measured = candidate.measured();
        int tunnels = measured.openTunnels();
        long latency = measured.latency(now);
        if (latency != Measurements.UNKNOWN) {
            return (double) latency * latency * (tunnels + 1) / candidate.weight();
        }
        return tunnels == 0 ? 0 : UNTESTED * UNTESTED * tunnels / candidate.weight();
    }
}
