package io.gost.plugin.leastconn;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Looks at all candidates; among those with the fewest tunnels, weights are drawn by lot. */
final class LeastConnStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        C least = candidates.getFirst();
        int leastTunnels = tunnels(least);
        long equals = least.weight();
        for (int i = 1; i < candidates.size(); i++) {
            C other = candidates.get(i);
            int tunnels = tunnels(other);
            int order = compare(tunnels, other.weight(), leastTunnels, least.weight());
            if (order < 0) {
                least = other;
                leastTunnels = tunnels;
                equals = other.weight();
            } else if (order == 0) {
                equals += other.weight();
            }
        }
        return equals == least.weight()
                ? least
                : drawn(candidates, least, leastTunnels, context.random().nextLong(equals));
    }

    /** Whose stretch the point is on, of the weights of all who are as good laid end to end. */
    private static <C extends Candidate> C drawn(
            List<C> candidates, C least, int leastTunnels, long point) {
        long left = point;
        for (int i = 0; i < candidates.size(); i++) {
            C each = candidates.get(i);
            if (compare(tunnels(each), each.weight(), leastTunnels, least.weight()) <= 0) {
                left -= each.weight();
                if (left < 0) {
                    return each;
                }
            }
        }
        // Only when another request took one of them between the two walks.
        return least;
    }

    /** Tunnels per weight, without division. */
    private static int compare(int tunnels, int weight, int otherTunnels, int otherWeight) {
        return Long.compare((long) tunnels * otherWeight, (long) otherTunnels * weight);
    }

    private static int tunnels(Candidate candidate) {
        return candidate.measured().openTunnels();
    }
}
