package io.gost.runtime.log;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of this process.
 *
 * <p>Until something is configured it is {@link LogSettings#DEFAULT}. Loggers may be kept for ever:
 * they follow every change.
 *
 * <p><b>Threads.</b> All methods may be called from any thread. {@link #configure} and {@link
 * #close} wait for outputs and are not for event loops.
 */
public final class Logs {
    private static final LogTarget TARGET = openDefault();

    /** Copied when it changes. */
    private static volatile Map<String, LogTarget> named = Map.of();

    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private Logs() {}

    /**
     * Sends all further lines where the settings say. Configuring the same file again opens it
     * anew, which is what tools that rotate logs need. An output that cannot be opened becomes the
     * standard error output, with a warning.
     *
     * @param settings where and how
     */
    public static void configure(LogSettings settings) {
        TARGET.configure(settings);
    }

    /**
     * Changes the log and all named ones to what a configuration says. Outputs that stay the same
     * are not opened again, and a change of the level alone opens nothing.
     *
     * @param settings of the log
     * @param loggers of the named ones; others are closed
     */
    public static void apply(LogSettings settings, Map<String, LogSettings> loggers) {
        synchronized (TARGET) {
            TARGET.apply(settings);
            Map<String, LogTarget> before = named;
            Map<String, LogTarget> after = new HashMap<>();
            loggers.forEach(
                    (name, own) -> {
                        LogTarget target = before.getOrDefault(name, newTarget());
                        target.apply(own);
                        after.put(name, target);
                    });
            named = Map.copyOf(after);
            before.forEach(
                    (name, target) -> {
                        if (!after.containsKey(name)) {
                            target.close(LAST_LINES);
                        }
                    });
        }
    }

    /** Opens all files again, for tools that put them aside and send SIGHUP. */
    public static void reopen() {
        synchronized (TARGET) {
            TARGET.reopen();
            named.values().forEach(LogTarget::reopen);
        }
    }

    /**
     * A logger that writes to several named logs, to each with its name and what its level lets
     * through. It follows every change of them; while none of them exists it writes to the log.
     *
     * @param names what {@link #apply} calls them
     * @return the logger
     */
    public static FieldLogger logger(List<String> names) {
        return FieldLogger.own(new LogGroup(names, TARGET, () -> named), "");
    }

    /**
     * A logger without fields.
     *
     * @param name what the line's field {@code logger} says; empty, or a name that starts with
     *     {@code io.gost.}, for lines without that field
     * @return the logger
     */
    public static FieldLogger logger(String name) {
        return FieldLogger.own(TARGET, name);
    }

    /**
     * Writes what was logged so far and stops logging, until something is configured again.
     *
     * @param deadline how long to wait for the output
     * @return whether everything was written
     */
    public static boolean close(Duration deadline) {
        synchronized (TARGET) {
            boolean all = true;
            for (LogTarget each : named.values()) {
                all &= each.close(deadline);
            }
            named = Map.of();
            return TARGET.close(deadline) && all;
        }
    }

    static FieldLogger loggerBySlf4j(String name) {
        return FieldLogger.bySlf4j(TARGET, name);
    }

    private static LogTarget newTarget() {
        return new LogTarget(InstantSource.system(), ZoneId::systemDefault);
    }

    private static LogTarget openDefault() {
        LogTarget target = newTarget();
        target.configure(LogSettings.DEFAULT);
        return target;
    }
}
