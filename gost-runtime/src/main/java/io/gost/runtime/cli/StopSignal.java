package io.gost.runtime.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits until the process is asked to stop, by SIGINT, SIGTERM or {@link #request}, so that it ends
 * with 0 after a clean stop. A second signal ends it at once, and a stop that takes too long is cut
 * short, both with 1.
 */
final class StopSignal {
    /** For closing everything, on top of the time that sessions have to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int FAILED = 1;

    private final Duration patience;
    private final Runnable cutShort;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean signalled = new AtomicBoolean();

    StopSignal(Duration drain, Runnable cutShort) {
        this.patience = drain.plus(PATIENCE);
        this.cutShort = cutShort;
    }

    /**
     * Starts listening for the signals.
     *
     * @param drain how long sessions have to end
     */
    static StopSignal install(Duration drain) {
        StopSignal stop = new StopSignal(drain, () -> Runtime.getRuntime().halt(FAILED));
        Signals.on("INT", stop::signalled);
        Signals.on("TERM", stop::signalled);
        return stop;
    }

    /** A signal came. */
    void signalled() {
        if (signalled.getAndSet(true)) {
            cutShort.run();
        } else {
            request();
        }
    }

    /** Asks for a stop; asking again changes nothing. */
    void request() {
        synchronized (asked) {
            if (asked.getCount() > 0) {
                Thread.ofPlatform().daemon().name("gost-stop").start(this::watch);
                asked.countDown();
            }
        }
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

    private void watch() {
        try {
            if (!stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                cutShort.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }
}
