package io.gost.plugin.leastconn;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Looks for the fewest tunnels, from anywhere in the list on, and takes the first that is idle. */
final class LeastConnStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        int count = candidates.size();
        int start = context.random().nextInt(count);
        C least = candidates.get(start);
        long leastTunnels = tunnels(least);
        for (int i = 1; i < count && leastTunnels > 0; i++) {
            int index = start + i;
            C other = candidates.get(index < count ? index : index - count);
            long tunnels = tunnels(other);
            // Tunnels per weight, without division.
            if (tunnels * least.weight() < leastTunnels * other.weight()) {
                least = other;
                leastTunnels = tunnels;
            }
        }
        return least;
    }

    private static long tunnels(Candidate candidate) {
        return candidate.measured().openTunnels();
    }
}
