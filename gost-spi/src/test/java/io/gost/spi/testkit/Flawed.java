package io.gost.spi.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the tests with flawed plugins share. */
final class Flawed {
    private Flawed() {}

    /** They wait for what never comes. */
    static void waitLess() {
        Await.patience(Duration.ofSeconds(1));
    }

    static void waitAsAlways() {
        Await.patience(Await.PATIENCE);
    }

    /** The messages of a failure, of its causes and of what else was wrong. */
    static String everythingSaid(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said.append(cause).append('\n');
            for (Throwable other : cause.getSuppressed()) {
                said.append(everythingSaid(other));
            }
        }
        return said.toString();
    }

    /** What a plugin does that asks for a result at once. */
    static void waitOnThisThread() {
        await(Duration.ofMillis(600));
    }

    /** What a thread does that nobody ends. */
    static void waitForLong() {
        await(Duration.ofSeconds(5));
    }

    private static void await(Duration time) {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
