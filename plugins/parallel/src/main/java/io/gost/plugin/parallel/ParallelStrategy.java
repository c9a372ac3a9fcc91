package io.gost.plugin.parallel;

import io.gost.spi.Candidate;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Lets everybody race, or as many as are allowed, beginning with another one each time. */
final class ParallelStrategy implements RacingStrategy {
    private final int max;
    private final AtomicLong requests = new AtomicLong();

    ParallelStrategy(ParallelOptions options) {
        this.max = options.max();
    }

    @Override
    public <C extends Candidate> List<C> race(List<C> candidates, SelectionContext context) {
        int count = candidates.size();
        if (count <= max) {
            return candidates;
        }
        List<C> racers = new ArrayList<>(max);
        int start = turn(count);
        for (int i = 0; i < max; i++) {
            racers.add(candidates.get((start + i) % count));
        }
        return racers;
    }

    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        return candidates.get(turn(candidates.size()));
    }

    private int turn(int count) {
        return (int) Long.remainderUnsigned(requests.getAndIncrement(), count);
    }
}
