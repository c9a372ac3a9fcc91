package io.gost.spi.testkit;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds event loops that are blocked: a task is given to each again and again, and when it does not
 * run although its thread only waits, or not for very long whatever its thread does, the test fails
 * with what the thread was doing.
 *
 * <p>A loop with nothing to do waits in the system's selector, where a thread counts as running; so
 * a thread that waits for a lock, a future or the time is one that somebody made wait.
 */
final class LoopWatch implements AutoCloseable {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * How often in a row a thread has to be seen waiting: a lock that is taken for a moment is none
     * of our business, however long this machine keeps us from looking again.
     */
    private static final int WAITING_LOOKS = 10;

    /** A machine that is busy with other things may keep a loop from its thread for a while. */
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final TestNetwork network;
    private final List<Loop> loops = new ArrayList<>();
    private volatile boolean closed;

    LoopWatch(TestNetwork network, Iterable<EventExecutor> executors) {
        this.network = network;
        executors.forEach(executor -> loops.add(new Loop((SingleThreadEventExecutor) executor)));
        Thread.startVirtualThread(this::watch);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            for (Loop loop : loops) {
                loop.look(now);
            }
        }
    }

    private final class Loop {
        private final SingleThreadEventExecutor executor;
        private volatile boolean answered = true;
        private boolean reported;
        private long asked;
        private int waiting;

        Loop(SingleThreadEventExecutor executor) {
            this.executor = executor;
        }

        void look(long now) {
            if (executor.isShuttingDown() || reported) {
                return;
            }
            if (answered) {
                answered = false;
                asked = now;
                waiting = 0;
                executor.execute(() -> answered = true);
                return;
            }
            waiting =
                    executor.threadProperties().state() == Thread.State.RUNNABLE ? 0 : waiting + 1;
            if (waiting > WAITING_LOOKS || now - asked > BUSY_NANOS) {
                report(now);
            }
        }

        private void report(long now) {
            StackTraceElement[] where = executor.threadProperties().stackTrace();
            if (answered) {
                return;
            }
            reported = true;
            AssertionError found = new AssertionError("the loop's thread was in " + place(where));
            found.setStackTrace(where);
            network.complain(
                    "an event loop was blocked for "
                            + TimeUnit.NANOSECONDS.toMillis(now - asked)
                            + " ms; give work that waits to context.blocking(…), and what has to"
                            + " wait for its result to the stage that it returns",
                    found);
        }

        /** The first frame that is not the platform's. */
        private static String place(StackTraceElement[] where) {
            for (StackTraceElement frame : where) {
                if (!frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")) {
                    return frame.toString();
                }
            }
            return "an unknown place";
        }
    }
}
