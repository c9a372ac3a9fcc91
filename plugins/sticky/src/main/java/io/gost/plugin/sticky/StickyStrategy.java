package io.gost.plugin.sticky;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.support.RendezvousHash;

import java.util.List;

/** Takes the client's home while that is among the candidates, else finds it a new one. */
final class StickyStrategy implements SelectionStrategy {
    private final Homes homes;

    StickyStrategy(StickyOptions options) {
        this.homes = new Homes(options.clients(), options.ttl().toNanos());
    }

    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        String key = context.clientId().isEmpty() ? context.hashSource() : context.clientId();
        if (key.isEmpty()) {
            return candidates.get(context.random().nextInt(candidates.size()));
        }
        long now = context.nanoTime();
        Candidate home = homes.find(key, now);
        if (home != null) {
            for (int i = 0; i < candidates.size(); i++) {
                C candidate = candidates.get(i);
                if (candidate == home) {
                    return candidate;
                }
            }
        }
        C found = RendezvousHash.pick(candidates, key);
        homes.put(key, found, now);
        return found;
    }

    @Override
    public boolean isKeyed() {
        return true;
    }
}
