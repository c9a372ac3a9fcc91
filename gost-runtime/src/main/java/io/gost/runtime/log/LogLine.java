package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

/**
 * One line of the log, complete and immutable.
 *
 * @param millis when, since the epoch
 * @param level how much it matters
 * @param message the text, parameters filled in
 * @param logger the logger's name, or empty to say nothing of it
 * @param fields what the line is about
 * @param caller who logged it, or {@code null} to say nothing of it
 */
record LogLine(
        long millis,
        LogLevel level,
        String message,
        String logger,
        Fields fields,
        @Nullable String caller) {}
