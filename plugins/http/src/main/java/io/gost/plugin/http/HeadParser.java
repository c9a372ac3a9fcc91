package io.gost.plugin.http;

/**
 * Splits one complete header section into its parts, in place.
 *
 * <p>Field names become canonical ({@code content-LENGTH} → {@code Content-Length}), which is how
 * GOST sends them on, and values lose the white space around them. RFC 9112 §5 is applied to the
 * letter: a name is a token directly followed by a colon; a value holds no control character but
 * the tab.
 */
final class HeadParser {
    private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~", false);
    private static final boolean[] TEXT = table("\t !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", true);

    private final HeadKind kind;
    private final byte[] bytes;
    private final int[] spans;
    private final KnownField[] names;
    private int count;
    private int at;

    /**
     * Prepares a parser.
     *
     * @param kind what the section belongs to
     * @param bytes the section up to and including its empty line; changed in place
     * @param fields how many lines there are besides the start line and the empty one
     */
    HeadParser(HeadKind kind, byte[] bytes, int fields) {
        this.kind = kind;
        this.bytes = bytes;
        this.spans = new int[fields * Head.SPAN];
        this.names = new KnownField[fields];
    }

    /** Whether a byte may stand in a field name or a method (RFC 9110 §5.6.2). */
    static boolean isToken(byte character) {
        return TOKEN[character & 0xff];
    }

    /** Whether a byte may stand in a field value: no control character but the tab. */
    static boolean isText(byte character) {
        return TEXT[character & 0xff];
    }

    Head parse() {
        int startLine = 0;
        if (kind.hasStartLine()) {
            startLine = text();
            endLine();
        }
        while (bytes[at] != '\r' && bytes[at] != '\n') {
            field();
        }
        endLine();
        if (at != bytes.length) {
            throw BadMessage.malformed("carriage return at the beginning of a header line");
        }
        return new Head(bytes, startLine, spans, names, count);
    }

    private void field() {
        if (!kind.isStrict() && count > 0 && (bytes[at] == ' ' || bytes[at] == '\t')) {
            unfold();
            return;
        }
        int nameStart = at;
        boolean upper = true;
        while (TOKEN[bytes[at] & 0xff]) {
            bytes[at] = canonical(bytes[at], upper);
            upper = bytes[at] == '-';
            at++;
        }
        if (at == nameStart || bytes[at] != ':') {
            throw BadMessage.malformed("header line without a name directly before its colon");
        }
        int nameEnd = at;
        at++;
        skipBlanks();
        int valueStart = at;
        int valueEnd = trimmed(valueStart, text());
        endLine();
        int span = count * Head.SPAN;
        spans[span] = nameStart;
        spans[span + 1] = nameEnd;
        spans[span + 2] = valueStart;
        spans[span + 3] = valueEnd;
        names[count] = KnownField.of(bytes, nameStart, nameEnd);
        count++;
    }

    /** RFC 9112 §5.2: a folded line of a response becomes one line with blanks in it. */
    private void unfold() {
        int last = (count - 1) * Head.SPAN;
        for (int i = spans[last + 3]; i < at; i++) {
            bytes[i] = ' ';
        }
        spans[last + 3] = trimmed(spans[last + 2], text());
        endLine();
    }

    /** Goes to the end of the line's text and returns where that is. */
    private int text() {
        while (TEXT[bytes[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** The section ends with an empty line, so looking one byte ahead is safe. */
    private void endLine() {
        if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
            at += 2;
        } else if (bytes[at] == '\n' && !kind.isStrict()) {
            at++;
        } else {
            throw BadMessage.malformed("control character in a header line");
        }
    }

    private void skipBlanks() {
        while (bytes[at] == ' ' || bytes[at] == '\t') {
            at++;
        }
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    private static byte canonical(byte character, boolean upper) {
        if (upper) {
            return character >= 'a' && character <= 'z' ? (byte) (character - 32) : character;
        }
        return character >= 'A' && character <= 'Z' ? (byte) (character + 32) : character;
    }

    private static boolean[] table(String marks, boolean beyondAscii) {
        boolean[] table = new boolean[256];
        for (int i = 0; i < table.length; i++) {
            table[i] =
                    i >= 0x80 ? beyondAscii : Character.isLetterOrDigit(i) || marks.indexOf(i) >= 0;
        }
        return table;
    }
}
