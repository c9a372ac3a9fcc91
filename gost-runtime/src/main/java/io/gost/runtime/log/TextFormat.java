package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.HexFormat;

/**
 * {@code key=value} pairs; what could be misread is quoted, with the escapes of a Go string.
 *
 * <p>Durations read {@code 1.5s}.
 */
record TextFormat(ZoneId zone) implements LineFormat {
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public void append(StringBuilder out, LogLine line) {
        out.append("time=");
        Timestamp.append(out, line.millis(), zone);
        out.append(" level=").append(line.level().label());
        appendField(out, "msg", line.message());
        if (!line.logger().isEmpty()) {
            appendField(out, "logger", line.logger());
        }
        line.fields().forEach((key, value) -> appendField(out, key, value));
        if (line.caller() != null) {
            appendField(out, "caller", line.caller());
        }
        out.append('\n');
    }

    private static void appendField(StringBuilder out, String key, @Nullable Object value) {
        out.append(' ');
        appendText(out, key);
        out.append('=');
        appendText(out, LogValue.plain(value));
    }

    private static void appendText(StringBuilder out, String text) {
        if (!text.isEmpty() && text.codePoints().allMatch(TextFormat::isPlain)) {
            out.append(text);
            return;
        }
        out.append('"');
        text.codePoints().forEach(c -> appendQuoted(out, c));
        out.append('"');
    }

    private static boolean isPlain(int c) {
        return c != ' ' && c != '=' && c != '"' && isPrintable(c);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').appendCodePoint(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (Character.getType(c) == Character.SURROGATE) {
                    out.append("\\ufffd");
                } else if (c < 0x80) {
                    out.append("\\x").append(HEX.toHexDigits(c, 2));
                } else if (c < 0x10000) {
                    out.append("\\u").append(HEX.toHexDigits(c, 4));
                } else {
                    out.append("\\U").append(HEX.toHexDigits(c, 8));
                }
            }
        }
    }
}
