package io.gost.plugin.hash;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Takes the candidate that the client's key hashes to. */
final class HashStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        int count = candidates.size();
        String key = context.clientId().isEmpty() ? context.hashSource() : context.clientId();
        int index =
                key.isEmpty()
                        ? context.random().nextInt(count)
                        : Integer.remainderUnsigned(Crc32.of(key), count);
        return candidates.get(index);
    }

    @Override
    public boolean isKeyed() {
        return true;
    }
}
