package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A header section of HTTP/1.1: that of an upgrade request or of its answer.
 *
 * @param startLine the first line
 * @param fields name in lower case and value, in order
 */
record HttpHead(String startLine, List<Map.Entry<String, String>> fields) {
    /** Copies the fields. */
    HttpHead {
        fields = List.copyOf(fields);
    }

    /** The first value of a field, or {@code null}. */
    @Nullable String first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equals(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    /** Whether a field that is a list has an element, in any case (RFC 9110 §5.6.1). */
    boolean lists(String name, String element) {
        for (String item : items(name)) {
            if (item.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }

    /** The elements of all fields of a name that are lists. */
    List<String> items(String name) {
        List<String> items = new ArrayList<>();
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equals(name)) {
                for (String item : field.getValue().split(",", -1)) {
                    if (!item.isBlank()) {
                        items.add(item.strip());
                    }
                }
            }
        }
        return items;
    }

    /** Finds one header section after another, within bounds; looks at each byte once. */
    static final class Reader {
        /** The longest header section, with its start line, in bytes. */
        static final int MAX_BYTES = 64 << 10;

        /** The most fields. */
        static final int MAX_FIELDS = 256;

        private static final byte LF = '\n';

        private int scanned;
        private int lineStart;

        /**
         * Takes the next header section off a buffer.
         *
         * @param in unread bytes, those of an unfinished section first
         * @return the section, or {@code null} when its end has not come yet
         * @throws BadHead when it is malformed or too large
         */
        @Nullable HttpHead read(ByteBuf in) {
            int start = in.readerIndex();
            int limit = Math.min(in.writerIndex(), start + MAX_BYTES);
            if (limit > start && !isToken((char) (in.getByte(start) & 0xff))) {
                throw BadHead.malformed("not HTTP"); // it may never send a line feed: say so now
            }
            while (true) {
                int feed = in.indexOf(start + scanned, limit, LF);
                if (feed < 0) {
                    scanned = limit - start;
                    if (scanned == MAX_BYTES) {
                        throw BadHead.tooLarge();
                    }
                    return null;
                }
                int length = feed - start - lineStart;
                boolean empty =
                        length == 0 || (length == 1 && in.getByte(start + lineStart) == '\r');
                scanned = feed + 1 - start;
                lineStart = scanned;
                if (empty) {
                    return take(in);
                }
            }
        }

        private HttpHead take(ByteBuf in) {
            String text = in.readCharSequence(scanned, StandardCharsets.ISO_8859_1).toString();
            scanned = 0;
            lineStart = 0;
            String[] lines = text.split("\r?\n", -1);
            int end = lines.length - 2; // an empty line, and nothing behind it
            if (end - 1 > MAX_FIELDS) {
                throw BadHead.tooLarge();
            }
            List<Map.Entry<String, String>> fields = new ArrayList<>(end);
            for (int i = 1; i < end; i++) {
                fields.add(field(lines[i]));
            }
            return new HttpHead(line(lines[0]), fields);
        }

        private static Map.Entry<String, String> field(String line) {
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                throw BadHead.malformed("header line without a name before its colon");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            return Map.entry(name, line(line.substring(colon + 1)).strip());
        }

        private static String line(String text) {
            if (!isLine(text)) {
                throw BadHead.malformed("control character in a header line");
            }
            return text;
        }
    }

    /** Whether a text is a field name (RFC 9110 §5.6.2). */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> isToken((char) character));
    }

    /** Whether a text can stand in one header line. */
    static boolean isLine(String text) {
        return text.chars()
                .allMatch(
                        character -> character == '\t' || (character >= ' ' && character != 0x7f));
    }

    private static boolean isToken(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(character) >= 0;
    }
}
