package io.gost.runtime.service;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who uses something that may be replaced meanwhile. Any thread. */
final class Users {
    private final AtomicInteger count = new AtomicInteger();

    /** Somebody begins; {@link #leave} has to follow. */
    void enter() {
        count.incrementAndGet();
    }

    /** Somebody is done. */
    void leave() {
        count.decrementAndGet();
    }

    boolean any() {
        return count.get() > 0;
    }
}
