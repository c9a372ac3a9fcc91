package io.gost.distribution;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody announces. */
final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(20);

    /** A state of the world outside. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    private Await() {}

    static void until(String what, Condition condition) throws IOException {
        until(what, STEP, condition);
    }

    /** Asks in steps of a given length. */
    static void until(String what, Duration step, Condition condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(step.toNanos());
        }
    }
}
