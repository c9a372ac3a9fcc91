package io.gost.plugin.fifo;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Takes the first candidate in configuration order. */
final class FifoStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        return candidates.getFirst();
    }
}
