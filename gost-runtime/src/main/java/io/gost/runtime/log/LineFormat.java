package io.gost.runtime.log;

import java.time.ZoneId;

/** What a line looks like. */
interface LineFormat {
    /**
     * Appends a line with the line break at its end, and no other.
     *
     * @param out where to
     * @param line what
     */
    void append(StringBuilder out, LogLine line);

    static LineFormat of(LogSettings.Format format, ZoneId zone) {
        return switch (format) {
            case JSON -> new JsonFormat(zone);
            case TEXT -> new TextFormat(zone);
        };
    }
}
