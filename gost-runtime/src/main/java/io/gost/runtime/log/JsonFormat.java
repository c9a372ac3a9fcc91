package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** One JSON object per line; durations are whole nanoseconds. */
record JsonFormat(ZoneId zone) implements LineFormat {
    private static final String HEX = "0123456789abcdef";

    @Override
    public void append(StringBuilder out, LogLine line) {
        out.append("{\"time\":\"");
        Timestamp.append(out, line.millis(), zone);
        out.append("\",\"level\":\"").append(line.level().label()).append("\",\"msg\":");
        appendString(out, line.message());
        if (!line.logger().isEmpty()) {
            appendField(out, "logger", line.logger());
        }
        line.fields().forEach((key, value) -> appendField(out, key, value));
        if (line.caller() != null) {
            appendField(out, "caller", line.caller());
        }
        out.append("}\n");
    }

    private static void appendField(StringBuilder out, String key, @Nullable Object value) {
        out.append(',');
        appendString(out, key);
        out.append(':');
        appendValue(out, value);
    }

    private static void appendValue(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            case Duration duration -> out.append(duration.toNanos());
            case Map<?, ?> map -> appendObject(out, map);
            case List<?> list -> appendArray(out, list);
            default -> appendString(out, value.toString());
        }
    }

    private static void appendObject(StringBuilder out, Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            appendString(out, String.valueOf(entry.getKey()));
            out.append(':');
            appendValue(out, entry.getValue());
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(StringBuilder out, List<?> list) {
        String separator = "[";
        for (Object item : list) {
            out.append(separator);
            appendValue(out, item);
            separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    out.append(c).append(text.charAt(++i));
                } else {
                    out.append("\\ufffd");
                }
            } else {
                appendCharacter(out, c);
            }
        }
        out.append('"');
    }

    /** Control characters above ASCII are escaped too: terminals obey them. */
    private static void appendCharacter(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(HEX.charAt(c >> shift & 0xf));
                    }
                } else {
                    out.append(c);
                }
            }
        }
    }
}
