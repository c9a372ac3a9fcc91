package io.gost.runtime.log;

import org.slf4j.event.Level;

import java.util.Locale;

/** How much a line matters, from the least to the most. */
public enum LogLevel {
    /** Every step. */
    TRACE,
    /** What helps to find a mistake. */
    DEBUG,
    /** What happened to whom. */
    INFO,
    /** Something is wrong but work goes on. */
    WARN,
    /** Something failed. */
    ERROR,
    /** The process ends because of it. */
    FATAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The name in configuration files and log lines.
     *
     * @return the name in lower case
     */
    public String label() {
        return label;
    }

    static LogLevel of(Level level) {
        return switch (level) {
            case TRACE -> TRACE;
            case DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARN -> WARN;
            case ERROR -> ERROR;
        };
    }

    boolean atLeast(LogLevel other) {
        return compareTo(other) >= 0;
    }
}
