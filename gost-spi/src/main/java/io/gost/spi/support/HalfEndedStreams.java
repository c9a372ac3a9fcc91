package io.gost.spi.support;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Streams whose peer has ended its output. It may never read ours: whoever does not show that it
 * does loses the stream after a while.
 */
final class HalfEndedStreams {
    /** How long the peer has to show that it takes our output: as long as GOST. */
    private static final Duration SUSPENSE = Duration.ofSeconds(10);

    private final SessionTimers timers;
    private final Set<CarriedStream> streams = new LinkedHashSet<>();
    private boolean watching;

    HalfEndedStreams(SessionTimers timers) {
        this.timers = timers;
    }

    void add(CarriedStream stream) {
        streams.add(stream);
        if (!watching) {
            watching = true;
            timers.later(SUSPENSE, this::suspect);
        }
    }

    void remove(CarriedStream stream) {
        streams.remove(stream);
    }

    private void suspect() {
        List.copyOf(streams).forEach(CarriedStream::suspect);
        watching = !streams.isEmpty();
        if (watching) {
            timers.later(SUSPENSE, this::suspect);
        }
    }
}
