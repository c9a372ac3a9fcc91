package io.gost.runtime.component;

import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one service tells its observer. Events go out at once, statistics at every period if they
 * have changed; one batch at a time. A batch that the observer did not take is sent again at the
 * next period, before anything else, so that nothing is counted twice or lost. What waits meanwhile
 * is bounded: the oldest events are dropped, and statistics are not even asked for.
 *
 * <p>Any thread; nobody waits for the observer.
 */
public final class Outbox {
    private static final int MOST_WAITING = 100;

    private final Observer observer;
    private final Supplier<List<ObserverEvent>> statistics;
    private final Duration period;
    private final Schedule schedule;
    private final Logger logger;
    // Held for moments only: what is sent is sent without it.
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ObserverEvent> waiting = new ArrayDeque<>();
    private List<ObserverEvent> refused = List.of();
    private Schedule.@Nullable Task tick;
    private boolean sending;
    private boolean failing;
    private boolean closed;

    /**
     * Prepares to tell.
     *
     * @param observer who is told
     * @param statistics what has changed since it was last asked; asked by one thread at a time
     * @param period time between statistics
     * @param schedule the clock
     * @param logger told when the observer does not listen, and when it does again
     */
    public Outbox(
            Observer observer,
            Supplier<List<ObserverEvent>> statistics,
            Duration period,
            Schedule schedule,
            Logger logger) {
        this.observer = observer;
        this.statistics = statistics;
        this.period = period;
        this.schedule = schedule;
        this.logger = logger;
    }

    /** Begins to tell. */
    public void start() {
        lock.lock();
        try {
            if (closed || tick != null) {
                return;
            }
            tick = schedule.after(period, this::tick);
        } finally {
            lock.unlock();
        }
        sendWaiting();
    }

    /**
     * Tells something: at once, or when it has begun to tell and the observer listens.
     *
     * @param event what happened
     */
    public void post(ObserverEvent event) {
        lock.lock();
        try {
            if (waiting.size() >= MOST_WAITING) {
                waiting.removeFirst();
            }
            waiting.add(event);
        } finally {
            lock.unlock();
        }
        sendWaiting();
    }

    private void sendWaiting() {
        List<ObserverEvent> batch;
        lock.lock();
        try {
            if (tick == null || closed || sending || !refused.isEmpty() || waiting.isEmpty()) {
                return;
            }
            batch = takeWaiting();
            sending = true;
        } finally {
            lock.unlock();
        }
        send(batch);
    }

    /**
     * Tells what is left, once, and then nothing more.
     *
     * @return when the observer has heard it or has not; never fails
     */
    public CompletionStage<Void> close() {
        List<ObserverEvent> batch;
        lock.lock();
        try {
            if (closed || tick == null) {
                closed = true;
                return CompletableFuture.completedStage(null);
            }
            closed = true;
            tick.cancel();
            // What is under way may still be refused, and is lost then.
            batch = new ArrayList<>(refused);
            batch.addAll(takeWaiting());
            batch.addAll(statistics.get());
        } finally {
            lock.unlock();
        }
        return batch.isEmpty()
                ? CompletableFuture.completedStage(null)
                : begin(batch).exceptionally(_ -> null);
    }

    private void tick() {
        List<ObserverEvent> batch;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            tick = schedule.after(period, this::tick);
            if (sending) {
                return;
            }
            batch = refused.isEmpty() ? fresh() : refused;
            if (batch.isEmpty()) {
                return;
            }
            sending = true;
        } finally {
            lock.unlock();
        }
        send(batch);
    }

    private List<ObserverEvent> fresh() {
        List<ObserverEvent> batch = takeWaiting();
        batch.addAll(statistics.get());
        return batch;
    }

    private List<ObserverEvent> takeWaiting() {
        List<ObserverEvent> batch = new ArrayList<>(waiting);
        waiting.clear();
        return batch;
    }

    private void send(List<ObserverEvent> batch) {
        begin(batch).whenComplete((_, failure) -> sent(batch, failure));
    }

    private CompletionStage<Void> begin(List<ObserverEvent> batch) {
        try {
            return observer.observe(List.copyOf(batch));
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void sent(List<ObserverEvent> batch, @Nullable Throwable failure) {
        boolean changed;
        lock.lock();
        try {
            sending = false;
            refused = failure == null ? List.of() : batch;
            changed = failing == (failure == null);
            failing = failure != null;
        } finally {
            lock.unlock();
        }
        if (changed) {
            report(failure);
        }
        sendWaiting();
    }

    /** The first refusal and the first success after it; what is between says nothing new. */
    private void report(@Nullable Throwable failure) {
        if (failure == null) {
            logger.info("observer {} listens again", observer.name());
        } else {
            logger.warn(
                    "observer {}: {}; its events wait, the service goes on",
                    observer.name(),
                    GostException.of(failure).getMessage());
        }
    }
}
