package io.gost.runtime.select;

import io.gost.spi.GoDuration;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers how often in a row a candidate failed, and when last, for each {@link Signal} apart: a
 * node that answers every connection with an error page is not made well by the next connection.
 *
 * <p>Failed dials and fail codes are forgiven after {@code failTimeout}, but not forgotten: the
 * next failure counts on. Failed probes are not forgiven with time, because the next probe will
 * tell. A success by dialing or by a probe clears both of these; one good answer clears the fail
 * codes.
 *
 * <p>Lock-free; any thread. Time is monotonic, so a clock that is set back neither revives nor
 * buries a node.
 */
final class Health {
    private static final State WELL = new State(0, 0, 0, 0, 0, false, 0, false);

    private final String label;
    private final FailureLimits limits;
    private final long restNanos;
    private final Watch watch;
    private final AtomicReference<State> state = new AtomicReference<>(WELL);

    /**
     * One moment.
     *
     * @param out whether the listener was last told that the candidate is out
     * @param back whether it came back, at {@code backAt}
     */
    private record State(
            int dials,
            long dialAt,
            int codes,
            long codeAt,
            int probes,
            boolean out,
            long backAt,
            boolean back) {
        boolean isClear() {
            return dials == 0 && codes == 0 && probes == 0 && !out;
        }

        State failed(Signal signal, long now) {
            return switch (signal) {
                case DIAL -> new State(more(dials), now, codes, codeAt, probes, out, backAt, back);
                case FAIL_CODE ->
                        new State(dials, dialAt, more(codes), now, probes, out, backAt, back);
                case PROBE ->
                        new State(dials, dialAt, codes, codeAt, more(probes), out, backAt, back);
            };
        }

        State succeeded(Signal signal) {
            return switch (signal) {
                case DIAL, PROBE -> new State(0, 0, codes, codeAt, 0, out, backAt, back);
                case FAIL_CODE -> new State(dials, dialAt, 0, 0, probes, out, backAt, back);
            };
        }

        State told(boolean nowOut, long now) {
            return new State(
                    dials,
                    dialAt,
                    codes,
                    codeAt,
                    probes,
                    nowOut,
                    nowOut ? backAt : now,
                    back || !nowOut);
        }

        private static int more(int count) {
            return count == Integer.MAX_VALUE ? count : count + 1;
        }
    }

    Health(String label, FailureLimits limits, Watch watch) {
        this.label = label;
        this.limits = limits;
        this.restNanos = limits.failTimeout().toNanos();
        this.watch = watch;
    }

    /** Counts one failure, now. */
    void failed(Signal signal, String reason) {
        long now = watch.now();
        State old;
        State next;
        boolean rests;
        boolean goesOut;
        do {
            old = state.get();
            next = old.failed(signal, now);
            rests = rest(next, now) > 0;
            goesOut = !old.out && rests;
            next = goesOut ? next.told(true, now) : next;
        } while (!state.compareAndSet(old, next));
        if (rests) {
            // Otherwise it may still be picked, and nobody needs to look again.
            watch.changed();
        }
        if (goesOut) {
            watch.tell(label, false, signal + ": " + reason + outlook(next, signal));
        }
    }

    /** It worked: forgets the failures that this disproves. */
    void succeeded(Signal signal) {
        State old;
        State next;
        boolean comesBack;
        do {
            old = state.get();
            if (old.isClear()) {
                // The normal case; no cache line becomes dirty for it.
                return;
            }
            next = old.succeeded(signal);
            comesBack = old.out && failures(next) < limits.maxFails();
            next = comesBack ? next.told(false, watch.now()) : next;
        } while (!state.compareAndSet(old, next));
        if (old.out) {
            watch.changed();
        }
        if (comesBack) {
            watch.tell(label, true, signal + " worked after " + count(failures(old)));
        }
    }

    /** How long it still has to rest: zero or less when it may be picked. */
    long rest(long now) {
        return rest(state.get(), now);
    }

    /** How many failures there were in a row, by the worst signal. */
    int failures() {
        return failures(state.get());
    }

    /** Whether it failed too often and no success has followed yet. */
    boolean isSuspect() {
        return state.get().out;
    }

    /** How long ago it came back; negative when it never was out, or still is. */
    long sinceBack(long now) {
        State seen = state.get();
        return seen.back && !seen.out ? now - seen.backAt : -1;
    }

    private long rest(State seen, long now) {
        int most = limits.maxFails();
        if (seen.probes >= most) {
            return Long.MAX_VALUE;
        }
        long rest = seen.dials >= most ? restNanos - (now - seen.dialAt) : 0;
        return seen.codes >= most ? Math.max(rest, restNanos - (now - seen.codeAt)) : rest;
    }

    private String outlook(State seen, Signal signal) {
        String end =
                signal == Signal.PROBE
                        ? "until a probe works"
                        : "for " + GoDuration.format(limits.failTimeout());
        return " (" + count(failures(seen)) + ", out " + end + ")";
    }

    private static int failures(State seen) {
        return Math.max(seen.dials, Math.max(seen.codes, seen.probes));
    }

    static String count(int failures) {
        return failures == 1 ? "1 failure" : failures + " failures";
    }
}
