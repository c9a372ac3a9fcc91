package io.gost.spi.support;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The streams of a {@link CarrierSession} by number. Any thread may ask how many there are;
 * everything else happens on the event loop.
 *
 * @param <S> the protocol's streams
 */
final class StreamTable<S extends CarriedStream> {
    private final IntObjectMap<S> streams = new IntObjectHashMap<>();
    private volatile int count;

    @Nullable S get(int id) {
        return streams.get(id);
    }

    void add(S stream) {
        streams.put(stream.streamId(), stream);
        count = streams.size();
    }

    /** Whether it was there. */
    boolean remove(CarriedStream stream) {
        boolean removed = streams.remove(stream.streamId()) != null;
        count = streams.size();
        return removed;
    }

    int count() {
        return count;
    }

    /** Those of this moment, as a copy. */
    List<S> all() {
        return List.copyOf(streams.values());
    }
}
