package io.gost.runtime.config.check;

import io.gost.runtime.config.LogConfig;

import java.util.List;

/**
 * Levels and formats of logs are ones that there are. GOST takes all others for the usual ones, so
 * they are no errors; but nobody who writes {@code warning} wants to see every connection.
 */
final class LogCheck implements Check {
    private static final List<String> LEVELS =
            List.of("trace", "debug", "info", "warn", "error", "fatal");
    private static final List<String> FORMATS = List.of("json", "text");

    @Override
    public void visit(Record object, String path, Findings findings) {
        if (object instanceof LogConfig log) {
            known(log.level(), LEVELS, "info", path + ".level", findings);
            known(log.format(), FORMATS, "json", path + ".format", findings);
        }
    }

    private static void known(
            String value, List<String> all, String usual, String path, Findings findings) {
        if (!value.isEmpty() && !all.contains(value)) {
            findings.warning(
                    path,
                    "\"%s\" is none of %s; it is taken for %s"
                            .formatted(value, String.join(", ", all), usual));
        }
    }
}
