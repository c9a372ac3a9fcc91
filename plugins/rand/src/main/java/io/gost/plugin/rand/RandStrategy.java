package io.gost.plugin.rand;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Draws a point on the line of all weights laid end to end, and takes whose stretch it is on. */
final class RandStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        long total = 0;
        for (C candidate : candidates) {
            total += candidate.weight();
        }
        long point = context.random().nextLong(total);
        for (C candidate : candidates) {
            point -= candidate.weight();
            if (point < 0) {
                return candidate;
            }
        }
        // Only when a weight shrank between the two walks.
        return candidates.getLast();
    }
}
