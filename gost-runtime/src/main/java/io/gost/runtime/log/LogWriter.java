package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A queue of lines and the thread that writes them to one output.
 *
 * <p>Who logs never waits. When the queue is nearly full, lines up to info are dropped; warnings
 * and errors still have its last part. How many were dropped stands in the log as soon as there is
 * room.
 *
 * <p><b>Threads.</b> {@link #offer} is for all; everything private runs on the writer's own thread.
 */
final class LogWriter {
    private static final int BATCH = 256;

    /** Lines that come close together cost one waking of the thread, and one write. */
    private static final long PAUSE_NANOS = 2_000_000;

    /** The part of the queue that is kept for warnings and errors. */
    private static final int RESERVED_SHARE = 8;

    /** Wakes the thread when the queue is empty; never written. */
    private static final LogLine WAKE_UP =
            new LogLine(0, LogLevel.TRACE, "", "", Fields.NONE, null);

    private static final String TOO_SLOW = "the output is slower than the log";

    private final LogOutput output;
    private final Supplier<LineFormat> formatSource;
    private final InstantSource clock;
    private final BlockingQueue<LogLine> queue;
    private final int reserved;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("gost-log").unstarted(this::run);

    private volatile boolean closed;
    private volatile boolean finished;
    private @Nullable LineFormat format;
    private @Nullable LineAppender appender;
    private @Nullable String failure;

    private LogWriter(
            LogOutput output,
            Supplier<LineFormat> formatSource,
            int capacity,
            InstantSource clock) {
        this.output = output;
        this.formatSource = formatSource;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.reserved = capacity / RESERVED_SHARE;
    }

    /**
     * Starts the thread.
     *
     * @param output where to; the writer closes it
     * @param format what lines look like; asked for by the thread, because a zone's rules are read
     *     from a file
     * @param capacity in lines
     * @param clock for the lines that the writer adds
     */
    static LogWriter start(
            LogOutput output, Supplier<LineFormat> format, int capacity, InstantSource clock) {
        LogWriter writer = new LogWriter(output, format, capacity, clock);
        writer.thread.start();
        return writer;
    }

    /**
     * Takes a line, or drops it when there is no room.
     *
     * @return {@code false} when the writer is closed and the line is still the caller's
     */
    boolean offer(LogLine line) {
        if (closed) {
            return false;
        }
        boolean room = line.level().atLeast(LogLevel.WARN) || queue.remainingCapacity() > reserved;
        if (!room || !queue.offer(line)) {
            dropped.incrementAndGet();
            return true;
        }
        return !finished || !queue.remove(line);
    }

    /**
     * Takes no more lines and waits until those taken are written. The output is closed when they
     * are, even if that is after the deadline.
     *
     * @return whether they were written before the deadline
     */
    boolean close(Duration deadline) {
        closed = true;
        // a full queue needs no waking
        boolean _ = queue.offer(WAKE_UP);
        try {
            return thread.join(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        List<LogLine> batch = new ArrayList<>(BATCH);
        try {
            while (!closed || !queue.isEmpty()) {
                batch.add(queue.take());
                boolean more = queue.drainTo(batch, BATCH - 1) == BATCH - 1;
                write(batch);
                if (!more) {
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            closed = true; // somebody wants the thread to end, so it does
        }
        finished = true; // from here on a late offer takes its line back, or we find it now
        queue.drainTo(batch);
        write(batch);
        end();
    }

    private void write(List<LogLine> batch) {
        batch.removeIf(WAKE_UP::equals);
        int lines = batch.size();
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            batch.add(droppedLine(lost));
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            LineAppender lineAppender = appender();
            for (int i = 0; i < batch.size(); i++) {
                lineAppender.append(batch.get(i), i == batch.size() - 1);
            }
            failure = null;
        } catch (RuntimeException e) { // Log4j wraps the IOException
            dropped.addAndGet(lost + lines);
            fail(e);
        }
        batch.clear();
    }

    private LineAppender appender() {
        if (appender == null) {
            appender = LineAppender.start(output.stream(), format());
        }
        return appender;
    }

    private LineFormat format() {
        if (format == null) {
            format = formatSource.get();
        }
        return format;
    }

    private LogLine droppedLine(long lines) {
        String reason = failure == null ? TOO_SLOW : failure;
        return line(
                "dropped " + lines + " log lines: " + reason, Fields.NONE.with("dropped", lines));
    }

    private LogLine line(String message, Fields fields) {
        return new LogLine(clock.millis(), LogLevel.WARN, message, "", fields, null);
    }

    private void fail(Exception failed) {
        String reason = Failure.describe(failed.getCause() == null ? failed : failed.getCause());
        if (failure == null && output.isFile()) {
            complain("log output fails, lines are dropped: " + reason);
        }
        failure = reason;
    }

    /** A full disk is not to go unnoticed until there is room again. */
    private void complain(String message) {
        StringBuilder text = new StringBuilder();
        format().append(text, line(message, Fields.NONE));
        try {
            LogOutput.stderr().write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // nobody is left to tell
        }
    }

    private void end() {
        try {
            if (appender != null) {
                appender.stop();
            }
            output.close();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }
}
