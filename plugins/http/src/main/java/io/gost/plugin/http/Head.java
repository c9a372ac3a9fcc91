package io.gost.plugin.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One header section: a start line (none for trailers) and fields with canonical names.
 *
 * <p>Nothing is copied out of the section's bytes until somebody asks for a text. Fields are known
 * by their position.
 */
final class Head {
    /** Integers per field: start and end of the name, start and end of the value. */
    static final int SPAN = 4;

    private final byte[] bytes;
    private final int startLineEnd;
    private final int[] spans;
    private final KnownField[] names;
    private final int count;

    Head(byte[] bytes, int startLineEnd, int[] spans, KnownField[] names, int count) {
        this.bytes = bytes;
        this.startLineEnd = startLineEnd;
        this.spans = spans;
        this.names = names;
        this.count = count;
    }

    /** The bytes that the spans of this head point into; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The start line is everything before this position. */
    int startLineEnd() {
        return startLineEnd;
    }

    /** How many bytes the section had. */
    int length() {
        return bytes.length;
    }

    int fields() {
        return count;
    }

    KnownField name(int field) {
        return names[field];
    }

    int valueStart(int field) {
        return spans[field * SPAN + 2];
    }

    int valueEnd(int field) {
        return spans[field * SPAN + 3];
    }

    /** The first field of a name. */
    int find(KnownField name) {
        return find(name, 0);
    }

    /** The first field of a name at or after a position, -1 when there is none. */
    int find(KnownField name, int from) {
        for (int field = from; field < count; field++) {
            if (names[field] == name) {
                return field;
            }
        }
        return -1;
    }

    /** Whether there are two or more fields of a name. */
    boolean hasSeveral(KnownField name) {
        int first = find(name);
        return first >= 0 && find(name, first + 1) >= 0;
    }

    /** The value of the first field of a name, empty when there is none. */
    String value(KnownField name) {
        int field = find(name);
        return field < 0 ? "" : value(field);
    }

    String value(int field) {
        return text(valueStart(field), valueEnd(field));
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    boolean valueIs(int field, String text) {
        return matches(valueStart(field), valueEnd(field), text);
    }

    /** Whether a comma-separated field, possibly in several lines, has an element. */
    boolean hasElement(KnownField name, String element) {
        for (int field = find(name); field >= 0; field = find(name, field + 1)) {
            int from = valueStart(field);
            int end = valueEnd(field);
            while (from <= end) {
                int comma = from;
                while (comma < end && bytes[comma] != ',') {
                    comma++;
                }
                if (elementIs(from, comma, element)) {
                    return true;
                }
                from = comma + 1;
            }
        }
        return false;
    }

    /** Adds a field, as {@code Name: value} and the end of its line. */
    void copyField(int field, HeadBuilder to) {
        int span = field * SPAN;
        to.add(bytes, spans[span], spans[span + 1])
                .add(HeadBuilder.COLON)
                .add(bytes, spans[span + 2], spans[span + 3])
                .add(HeadBuilder.CRLF);
    }

    /**
     * The fields in the order in which GOST sends them: by name, and in the order received where
     * names are equal.
     */
    int[] inOrder() {
        int[] order = new int[count];
        for (int field = 0; field < count; field++) {
            int place = field;
            while (place > 0 && compareNames(order[place - 1], field) > 0) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = field;
        }
        return order;
    }

    private int compareNames(int left, int right) {
        int a = left * SPAN;
        int b = right * SPAN;
        return Arrays.compare(bytes, spans[a], spans[a + 1], bytes, spans[b], spans[b + 1]);
    }

    private boolean elementIs(int from, int to, String element) {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        return matches(start, end, element);
    }

    /** Compares without regard to case; the text is ASCII. */
    private boolean matches(int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lower(bytes[from + i]) != lower((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte character) {
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }
}
