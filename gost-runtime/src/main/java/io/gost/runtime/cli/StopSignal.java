package io.gost.runtime.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for SIGINT or SIGTERM and lets the process end with 0 after a clean stop, where the JVM by
 * itself would end with 128 plus the signal. A stop that takes longer than 20 seconds is cut short.
 */
final class StopSignal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Starts listening for the signals. */
    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::shutDown, "gost-shutdown"));
        return signal;
    }

    /** Blocks until the process is asked to stop. */
    void await() {
        boolean interrupted = false;
        while (true) {
            try {
                asked.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that everything is closed, so that the process may end. */
    void stopped() {
        stopped.countDown();
    }

    private void shutDown() {
        boolean onRequest = stopped.getCount() > 0;
        asked.countDown();
        boolean clean = false;
        try {
            clean = stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (onRequest) {
            // The virtual machine would answer the signal with 143; a stop on request is a success.
            Runtime.getRuntime().halt(clean ? DONE : FAILED);
        }
    }
}
