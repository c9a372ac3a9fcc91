package io.gost.plugin.rendezvous;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.support.RendezvousHash;

import java.util.List;

/** Takes the candidate that draws the best lot for the client's key. */
final class RendezvousStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        String key = context.clientId().isEmpty() ? context.hashSource() : context.clientId();
        return key.isEmpty()
                ? candidates.get(context.random().nextInt(candidates.size()))
                : RendezvousHash.pick(candidates, key);
    }

    @Override
    public boolean isKeyed() {
        return true;
    }
}
