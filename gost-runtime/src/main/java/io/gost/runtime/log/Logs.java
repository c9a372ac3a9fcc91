package io.gost.runtime.log;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

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
        return TARGET.close(deadline);
    }

    static FieldLogger loggerBySlf4j(String name) {
        return FieldLogger.bySlf4j(TARGET, name);
    }

    private static LogTarget openDefault() {
        LogTarget target = new LogTarget(InstantSource.system(), ZoneId::systemDefault);
        target.configure(LogSettings.DEFAULT);
        return target;
    }
}
