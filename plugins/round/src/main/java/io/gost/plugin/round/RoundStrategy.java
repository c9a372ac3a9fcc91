package io.gost.plugin.round;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the candidates in turn; every request takes its own number, whichever thread it is on. */
final class RoundStrategy implements SelectionStrategy {
    private final AtomicLong requests = new AtomicLong();

    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        long turn = Long.remainderUnsigned(requests.getAndIncrement(), candidates.size());
        return candidates.get((int) turn);
    }
}
