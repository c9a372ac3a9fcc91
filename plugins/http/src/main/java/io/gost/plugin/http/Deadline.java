package io.gost.plugin.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A deadline that is set for every request and hardly ever passes: it keeps one timer and lets it
 * run into the next request instead of making and cancelling one each time.
 */
final class Deadline {
    private final EventLoop loop;
    private final long nanos;
    private final Runnable passed;
    private boolean running;
    private long due;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Creates a deadline that does not run yet.
     *
     * @param loop where it is used and passes
     * @param time how long it gives; zero or negative for ever
     * @param passed what happens when it passes
     */
    Deadline(EventLoop loop, Duration time, Runnable passed) {
        this.loop = loop;
        this.nanos = time.isPositive() ? time.toNanos() : 0;
        this.passed = passed;
    }

    /** Starts it anew. */
    void start() {
        if (nanos == 0) {
            return;
        }
        running = true;
        due = System.nanoTime() + nanos;
        if (timer == null) {
            schedule(nanos);
        }
    }

    /** Lifts it. The timer may still run, for nothing. */
    void lift() {
        running = false;
    }

    /** Lifts it for good. */
    void close() {
        running = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long delay) {
        timer = loop.schedule(this::check, delay, TimeUnit.NANOSECONDS);
    }

    private void check() {
        timer = null;
        if (!running) {
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            running = false;
            passed.run();
        }
    }
}
