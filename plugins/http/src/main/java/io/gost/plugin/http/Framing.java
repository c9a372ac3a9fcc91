package io.gost.plugin.http;

/**
 * How the end of a message's body is found (RFC 9112 §6.3).
 *
 * @param kind the rule
 * @param length the number of bytes, for {@link Kind#LENGTH}
 */
record Framing(Kind kind, long length) {
    static final Framing NONE = new Framing(Kind.NONE, 0);
    static final Framing CHUNKED = new Framing(Kind.CHUNKED, 0);
    static final Framing UNTIL_END = new Framing(Kind.UNTIL_END, 0);

    /** The rules for the end of a body. */
    enum Kind {
        /** There is no body. */
        NONE,
        /** The body has a known number of bytes. */
        LENGTH,
        /** The body comes in chunks. */
        CHUNKED,
        /** The body is everything up to the end of the connection. */
        UNTIL_END
    }

    private static final int MOST_DIGITS = 18;

    /**
     * The framing of a request. Whatever two readers could understand differently is refused: that
     * is what request smuggling is made of.
     *
     * @throws BadMessage when the fields contradict each other
     */
    static Framing ofRequest(Head head, boolean http10) {
        int encoding = head.find(KnownField.TRANSFER_ENCODING);
        int length = head.find(KnownField.CONTENT_LENGTH);
        if (encoding >= 0) {
            if (length >= 0) {
                throw BadMessage.malformed("both Transfer-Encoding and Content-Length");
            }
            if (http10) {
                throw BadMessage.malformed("Transfer-Encoding in an HTTP/1.0 request");
            }
            requireChunked(head, encoding);
            return CHUNKED;
        }
        if (length < 0) {
            return NONE;
        }
        if (head.hasSeveral(KnownField.CONTENT_LENGTH)) {
            throw BadMessage.malformed("more than one Content-Length");
        }
        return fixed(number(head, head.valueStart(length), head.valueEnd(length)));
    }

    /**
     * The framing of a response that may have a body.
     *
     * @throws BadMessage when the fields contradict each other
     */
    static Framing ofResponse(Head head, boolean http10) {
        int encoding = head.find(KnownField.TRANSFER_ENCODING);
        if (encoding >= 0) {
            if (http10) {
                throw BadMessage.malformed("Transfer-Encoding in an HTTP/1.0 response");
            }
            // RFC 9112 §6.1: it overrides a Content-Length, which is not sent on.
            requireChunked(head, encoding);
            return CHUNKED;
        }
        int length = head.find(KnownField.CONTENT_LENGTH);
        if (length < 0) {
            return UNTIL_END;
        }
        long bytes = number(head, head.valueStart(length), head.valueEnd(length));
        for (int next = length; next >= 0; next = head.find(KnownField.CONTENT_LENGTH, next + 1)) {
            if (number(head, head.valueStart(next), head.valueEnd(next)) != bytes) {
                throw BadMessage.malformed("several values of Content-Length");
            }
        }
        return fixed(bytes);
    }

    boolean isNone() {
        return kind == Kind.NONE;
    }

    boolean isChunked() {
        return kind == Kind.CHUNKED;
    }

    private static Framing fixed(long bytes) {
        return bytes == 0 ? NONE : new Framing(Kind.LENGTH, bytes);
    }

    private static void requireChunked(Head head, int field) {
        if (head.hasSeveral(KnownField.TRANSFER_ENCODING) || !head.valueIs(field, "chunked")) {
            throw BadMessage.malformed("Transfer-Encoding that is not just \"chunked\"");
        }
    }

    private static long number(Head head, int from, int to) {
        if (from == to || to - from > MOST_DIGITS) {
            throw BadMessage.malformed("Content-Length that is not a number");
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = head.bytes()[i] - '0';
            if (digit < 0 || digit > 9) {
                throw BadMessage.malformed("Content-Length that is not a number");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
