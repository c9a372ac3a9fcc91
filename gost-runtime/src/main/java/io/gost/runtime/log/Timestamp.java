package io.gost.runtime.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * RFC 3339 with milliseconds, {@code Z} for UTC. By hand, because a {@code DateTimeFormatter} costs
 * ten milliseconds before its first text.
 */
final class Timestamp {
    private Timestamp() {}

    static void append(StringBuilder out, long millis, ZoneId zone) {
        Instant instant = Instant.ofEpochMilli(millis);
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDateTime time = LocalDateTime.ofInstant(instant, offset);
        digits(out, time.getYear(), 4).append('-');
        digits(out, time.getMonthValue(), 2).append('-');
        digits(out, time.getDayOfMonth(), 2).append('T');
        digits(out, time.getHour(), 2).append(':');
        digits(out, time.getMinute(), 2).append(':');
        digits(out, time.getSecond(), 2).append('.');
        digits(out, time.getNano() / 1_000_000, 3);
        appendOffset(out, offset.getTotalSeconds() / 60);
    }

    private static void appendOffset(StringBuilder out, int minutes) {
        if (minutes == 0) {
            out.append('Z');
            return;
        }
        out.append(minutes < 0 ? '-' : '+');
        digits(out, Math.abs(minutes) / 60, 2).append(':');
        digits(out, Math.abs(minutes) % 60, 2);
    }

    private static StringBuilder digits(StringBuilder out, int number, int width) {
        String text = Integer.toString(number);
        return out.repeat('0', Math.max(0, width - text.length())).append(text);
    }
}
