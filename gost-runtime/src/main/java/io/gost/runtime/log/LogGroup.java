package io.gost.runtime.log;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Several named logs at once.
 *
 * @param names of the logs
 * @param otherwise where lines go while none of them exists
 * @param logs those that exist now
 */
record LogGroup(List<String> names, LogSink otherwise, Supplier<Map<String, LogTarget>> logs)
        implements LogSink {
    LogGroup {
        names = List.copyOf(names);
    }

    @Override
    public boolean enabled(LogLevel level, boolean foreign) {
        Map<String, LogTarget> existing = logs.get();
        boolean found = false;
        for (String name : names) {
            LogTarget log = existing.get(name);
            if (log != null) {
                found = true;
                if (log.enabled(level, foreign)) {
                    return true;
                }
            }
        }
        return !found && otherwise.enabled(level, foreign);
    }

    @Override
    public void log(LogLevel level, String logger, String message, Fields fields) {
        Map<String, LogTarget> existing = logs.get();
        boolean found = false;
        for (String name : names) {
            LogTarget log = existing.get(name);
            if (log != null) {
                found = true;
                if (log.enabled(level, false)) {
                    log.log(level, logger.isEmpty() ? name : logger, message, fields);
                }
            }
        }
        if (!found) {
            otherwise.log(level, logger, message, fields);
        }
    }
}
