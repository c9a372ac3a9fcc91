package io.gost.plugin.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A deadline that is set for every request and hardly ever passes: it lets its timer run into the
 * next request instead of making and cancelling one each time.
 */
final class Deadline {
    private final EventLoop loop;
    private final Runnable passed;
    private boolean running;
    private long due;
    private long timerDue;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Creates a deadline that does not run yet.
     *
     * @param loop where it is used and passes
     * @param passed what happens when it passes
     */
    Deadline(EventLoop loop, Runnable passed) {
        this.loop = loop;
        this.passed = passed;
    }

    /**
     * Starts it anew.
     *
     * @param time from now on; zero or negative lifts it
     */
    void start(Duration time) {
        running = time.isPositive();
        if (!running) {
            return;
        }
        due = System.nanoTime() + time.toNanos();
        if (timer != null && timerDue - due > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            schedule(time.toNanos());
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
        timerDue = due;
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
