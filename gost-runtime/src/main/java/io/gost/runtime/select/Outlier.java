package io.gost.runtime.select;

import io.gost.spi.GoDuration;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ejects one candidate by its error rate, where {@link Health} looks at failures in a row.
 *
 * <p>Requests are counted in windows of time. When enough of enough have failed, and not too many
 * other candidates are ejected, this one is out for a while. Then exactly one request is let
 * through: if that works the candidate is back, if it fails the candidate is out for twice the
 * time. A trial of which nothing is heard, because its client left, is given up after {@code time}.
 *
 * <p>Lock-free; any thread.
 */
final class Outlier {
    private static final State NEW = new State(Phase.IN, 0, 0, 0, 0, 0, Signal.DIAL);

    private final String label;
    private final EjectionLimits limits;
    private final Watch watch;
    private final AtomicReference<State> state = new AtomicReference<>(NEW);

    private enum Phase {
        /** Takes part. {@code since} is the begin of the window. */
        IN,
        /** Ejected, {@code since} then; when the time is over it waits for a trial. */
        OUT,
        /** One request is out to try it, {@code since} then. */
        TRIAL,
        /** No candidate any more; what is still heard of it changes nothing. */
        GONE
    }

    /**
     * One moment.
     *
     * @param since see {@link Phase}
     * @param requests of the window
     * @param failures of the window
     * @param times ejections in a row
     * @param backAt when the last of these ended
     * @param by what ejected it, and has to work for a come-back
     */
    private record State(
            Phase phase,
            long since,
            int requests,
            int failures,
            int times,
            long backAt,
            Signal by) {}

    Outlier(String label, EjectionLimits limits, Watch watch) {
        this.label = label;
        this.limits = limits;
        this.watch = watch;
    }

    /** A request worked. */
    void succeeded(Signal signal) {
        State old = state.get();
        switch (old.phase) {
            case IN -> count(0);
            case TRIAL -> {
                if (signal == old.by) {
                    readmit(old);
                }
            }
            // It began before.
            case OUT, GONE -> {}
        }
    }

    /** A request failed. */
    void failed(Signal signal) {
        State old = state.get();
        switch (old.phase) {
            case IN -> {
                State counted = count(1);
                if (isTooBad(counted) && watch.mayEject(limits)) {
                    eject(counted, signal);
                }
            }
            case TRIAL -> ejectAgain(old, signal);
            case OUT, GONE -> {}
        }
    }

    /** How long it stays out: zero or less when it may be picked, if only for a trial. */
    long rest(long now) {
        State seen = state.get();
        return switch (seen.phase) {
            case IN, GONE -> 0;
            case OUT -> limits.time(seen.times).toNanos() - (now - seen.since);
            case TRIAL -> limits.time().toNanos() - (now - seen.since);
        };
    }

    /** Whether the request that picked it may go there: always, unless another one tries it out. */
    boolean admits(long now) {
        State seen = state.get();
        if (!isOut(seen)) {
            return true;
        }
        if (rest(now) > 0 || !state.compareAndSet(seen, at(Phase.TRIAL, now, seen))) {
            return false;
        }
        watch.changed();
        return true;
    }

    boolean isOut() {
        return isOut(state.get());
    }

    /** It is no candidate any more: its place among the ejected ones is free for another. */
    void retire() {
        State old = state.getAndUpdate(seen -> at(Phase.GONE, 0, seen));
        if (isOut(old)) {
            watch.readmitted();
        }
    }

    /** How long ago it was readmitted; negative when it never was ejected, or still is. */
    long sinceBack(long now) {
        State seen = state.get();
        return seen.phase == Phase.IN && seen.times > 0 ? now - seen.backAt : -1;
    }

    private static boolean isOut(State seen) {
        return seen.phase == Phase.OUT || seen.phase == Phase.TRIAL;
    }

    private State count(int failure) {
        long now = watch.now();
        return state.updateAndGet(
                old -> {
                    if (old.phase != Phase.IN) {
                        return old;
                    }
                    boolean fresh =
                            old.requests == 0 || now - old.since >= limits.window().toNanos();
                    return new State(
                            Phase.IN,
                            fresh ? now : old.since,
                            fresh ? 1 : old.requests + 1,
                            fresh ? failure : old.failures + failure,
                            old.times,
                            old.backAt,
                            old.by);
                });
    }

    private boolean isTooBad(State seen) {
        return seen.phase == Phase.IN
                && seen.requests >= limits.minRequests()
                && seen.failures * 100L >= (long) limits.errorPercent() * seen.requests;
    }

    private void eject(State old, Signal signal) {
        long now = watch.now();
        boolean forgiven = old.times > 0 && now - old.backAt >= limits.maxTime().toNanos();
        int times = forgiven ? 1 : old.times + 1;
        State out = new State(Phase.OUT, now, 0, 0, times, old.backAt, signal);
        if (!state.compareAndSet(old, out)) {
            // Somebody else counted in between; the next failure will do it.
            watch.readmitted();
            return;
        }
        watch.changed();
        String rate = old.failures + " of " + old.requests + " requests failed";
        tellOut(rate + ", the last by " + signal, times);
    }

    private void ejectAgain(State old, Signal signal) {
        int times = Math.min(old.times, Integer.MAX_VALUE - 1) + 1;
        State out = new State(Phase.OUT, watch.now(), 0, 0, times, old.backAt, signal);
        if (state.compareAndSet(old, out)) {
            watch.changed();
        }
    }

    private void readmit(State old) {
        State in = new State(Phase.IN, 0, 0, 0, old.times, watch.now(), old.by);
        if (state.compareAndSet(old, in)) {
            watch.readmitted();
            watch.changed();
            watch.tell(label, true, "the trial after " + ejections(old.times) + " worked");
        }
    }

    private void tellOut(String reason, int times) {
        Duration time = limits.time(times);
        watch.tell(
                label,
                false,
                reason + " (ejected for " + GoDuration.format(time) + ", then tried)");
    }

    private static String ejections(int times) {
        return times == 1 ? "an ejection" : times + " ejections";
    }

    private static State at(Phase phase, long since, State old) {
        return new State(phase, since, 0, 0, old.times, old.backAt, old.by);
    }
}
