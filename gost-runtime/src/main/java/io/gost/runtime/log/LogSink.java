package io.gost.runtime.log;

/** Where a logger's lines go. */
interface LogSink {
    /** Whether lines of a level are written, of our own loggers or of those of libraries. */
    boolean enabled(LogLevel level, boolean foreign);

    /** Writes a line whose level is enabled. */
    void log(LogLevel level, String logger, String message, Fields fields);
}
