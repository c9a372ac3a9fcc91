package io.gost.spi.support;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Ticker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a session hears of its peer: how much, since when nothing, and how much of it waits unread.
 * When too much is waiting it stops listening, and a peer that is not listened to is not silent. It
 * counts as full until half of that is gone: a reader that is only slow keeps it there.
 */
final class Hearing {
    private final Channel carrier;
    private final Ticker clock;
    private final long enough;
    private long room;
    private volatile boolean full;
    private boolean listening = true;
    private long listeningSince;
    private long heardAt;
    private final AtomicLong received = new AtomicLong();

    /**
     * Prepares to listen.
     *
     * @param carrier what is read from
     * @param room bytes that may wait unread in all streams together
     */
    Hearing(Channel carrier, long room) {
        this.carrier = carrier;
        this.clock = carrier.eventLoop().ticker();
        this.room = room;
        this.enough = (room + 1) / 2;
    }

    void begin() {
        listeningSince = clock.nanoTime();
        heardAt = listeningSince;
    }

    /** Bytes came, of whatever. */
    void heard(int bytes) {
        // Written on the event loop alone.
        received.lazySet(received.getPlain() + bytes);
        heardAt = clock.nanoTime();
    }

    /** How much came altogether. Any thread. */
    long received() {
        return received.get();
    }

    /** Some of it waits for the owner of a stream. */
    void kept(int bytes) {
        room -= bytes;
        if (room <= 0) {
            full = true;
        }
    }

    /** Some of it waits no more; whether that makes room where there was none. */
    boolean freed(int bytes) {
        boolean none = room <= 0;
        room += bytes;
        if (full && room >= enough) {
            full = false;
        }
        return none && room > 0;
    }

    /** Whether what waits holds up everything behind it. Any thread. */
    boolean isFull() {
        return full;
    }

    /** Listens exactly while there is room, and while the peer takes our answers. */
    void balance(boolean answersPileUp) {
        boolean before = listening;
        listening = room > 0 && !answersPileUp;
        if (listening && !before) {
            listeningSince = clock.nanoTime();
        }
        carrier.config().setAutoRead(listening);
    }

    /** How long the peer could have been heard, without a break. */
    Duration listening() {
        return listening ? Duration.ofNanos(clock.nanoTime() - listeningSince) : Duration.ZERO;
    }

    /** How long it was not, although it could have been. */
    Duration silence() {
        Duration unheard = Duration.ofNanos(clock.nanoTime() - heardAt);
        Duration listening = listening();
        return unheard.compareTo(listening) < 0 ? unheard : listening;
    }
}
