package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * Where the lines of many loggers go, by settings that may change at any time.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; only {@link #configure} and {@link
 * #close} wait.
 */
final class LogTarget implements LogSink {
    /** In lines. */
    private static final int CAPACITY = 8_192;

    private static final Duration CHANGE_OVER = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private volatile Route route = Route.NONE;
    private @Nullable LogSettings current; // guarded by this

    /**
     * The state of a target.
     *
     * @param own the least level that is written for our own loggers
     * @param foreign the same for loggers of libraries
     * @param callers whether lines say who logged them
     * @param writer what writes them; {@code null} if nothing does
     */
    private record Route(
            LogLevel own, LogLevel foreign, boolean callers, @Nullable LogWriter writer) {
        static final Route NONE = new Route(LogLevel.FATAL, LogLevel.FATAL, false, null);

        static Route of(LogLevel level, LogWriter writer) {
            boolean detailed = !level.atLeast(LogLevel.INFO);
            LogLevel foreign = level == LogLevel.INFO ? LogLevel.WARN : level;
            return new Route(level, foreign, detailed, writer);
        }
    }

    LogTarget(InstantSource clock, Supplier<ZoneId> zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Opens an output, sends all further lines there, and closes the one before. */
    synchronized void configure(LogSettings settings) {
        current = settings;
        if (settings.discards()) {
            change(Route.NONE, CHANGE_OVER);
            return;
        }
        LogOutput output = LogOutput.open(settings.output(), settings.rotation());
        Supplier<LineFormat> format = () -> LineFormat.of(settings.format(), zone.get());
        LogWriter writer = LogWriter.start(output, format, CAPACITY, clock);
        change(Route.of(settings.level(), writer), CHANGE_OVER);
        if (output.problem() != null) {
            log(LogLevel.WARN, "", output.problem(), Fields.NONE);
        }
    }

    /** Changes what is different; an output that stays the same is not opened again. */
    synchronized void apply(LogSettings settings) {
        LogSettings before = current;
        if (settings.equals(before)) {
            return;
        }
        LogWriter writer = route.writer();
        if (writer != null && before != null && before.at(settings.level()).equals(settings)) {
            current = settings;
            route = Route.of(settings.level(), writer);
        } else {
            configure(settings);
        }
    }

    /** Opens the output again, which somebody else has put aside. */
    synchronized void reopen() {
        if (current != null) {
            configure(current);
        }
    }

    /**
     * Stops logging.
     *
     * @return whether all lines were written before the deadline
     */
    synchronized boolean close(Duration deadline) {
        current = null;
        return change(Route.NONE, deadline);
    }

    private synchronized boolean change(Route next, Duration deadline) {
        LogWriter previous = route.writer();
        route = next;
        return previous == null || previous.close(deadline);
    }

    @Override
    public boolean enabled(LogLevel level, boolean foreign) {
        Route now = route;
        return now.writer() != null && level.atLeast(foreign ? now.foreign() : now.own());
    }

    @Override
    public void log(LogLevel level, String logger, String message, Fields fields) {
        Route now = route;
        String caller = now.callers() ? CallerLocation.find() : null;
        LogLine line = new LogLine(clock.millis(), level, message, logger, fields, caller);
        if (!offer(now, line)) {
            offer(route, line); // it changed meanwhile; the line belongs to the next output
        }
    }

    private static boolean offer(Route to, LogLine line) {
        return to.writer() != null && to.writer().offer(line);
    }
}
