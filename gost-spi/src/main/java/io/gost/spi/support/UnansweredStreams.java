package io.gost.spi.support;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Streams of ours of which the peer has not spoken yet. When it says nothing at all for longer than
 * one of them can wait, it is dead or out of reach: that stream fails, and the session takes no
 * more. What the peer has spoken of goes on until the session finds it dead.
 *
 * @param <S> the protocol's streams
 */
final class UnansweredStreams<S extends CarriedStream> {
    private final CarrierSession<S> session;
    private final Map<CarriedStream, Wait<S>> streams = new LinkedHashMap<>();
    private boolean looking;
    private long nextLook;

    /** Since when a stream waits, and how long it can. */
    private record Wait<S>(S stream, Duration patience, long since) {}

    UnansweredStreams(CarrierSession<S> session) {
        this.session = session;
    }

    void add(S stream, Duration patience) {
        if (patience.isPositive() && stream.isOpen()) {
            stream.awaitAnswer();
            streams.put(stream, new Wait<>(stream, patience, session.now()));
            lookIn(patience);
        }
    }

    void remove(CarriedStream stream) {
        streams.remove(stream);
    }

    /** Looks then, or before. */
    private void lookIn(Duration delay) {
        long at = session.now() + delay.toNanos();
        if (!looking || at - nextLook < 0) {
            looking = true;
            nextLook = at;
            session.later(delay, this::look);
        }
    }

    private void look() {
        if (!looking || session.now() - nextLook < 0) {
            return; // another look came first
        }
        looking = false;
        List<Wait<S>> inVain = new ArrayList<>();
        @Nullable Duration next = null;
        for (Wait<S> wait : streams.values()) {
            Duration left = left(wait);
            if (!left.isPositive()) {
                inVain.add(wait);
            } else if (next == null || left.compareTo(next) < 0) {
                next = left;
            }
        }
        if (next != null) {
            lookIn(next);
        }
        if (!inVain.isEmpty()) {
            session.retire();
            inVain.forEach(this::fail);
        }
    }

    /** How long a stream can still wait if the peer goes on as it does. */
    private Duration left(Wait<S> wait) {
        Duration age = Duration.ofNanos(session.now() - wait.since());
        Duration silence = least(age, session.silence());
        return session.quiet()
                .map(quiet -> most(quiet, wait.patience()).minus(silence))
                .orElse(wait.patience());
    }

    private void fail(Wait<S> wait) {
        String patience = GoDuration.format(wait.patience());
        wait.stream()
                .fail(
                        new GostException(
                                Category.TIMEOUT,
                                "session: %s gave no sign of life for %s"
                                        .formatted(session.peer(), patience)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration most(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
