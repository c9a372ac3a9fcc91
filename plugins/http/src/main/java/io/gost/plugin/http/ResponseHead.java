package io.gost.plugin.http;

/** An origin's or a proxy's status line and header fields, checked. */
final class ResponseHead {
    private static final byte[] VERSION = HeadBuilder.ascii("HTTP/1.");
    private static final int STATUS_START = 9;
    private static final int STATUS_END = 12;

    private final Head head;
    private final int minor;
    private final int status;

    private ResponseHead(Head head) {
        this.head = head;
        byte[] bytes = head.bytes();
        int end = head.startLineEnd();
        boolean valid = end >= STATUS_END && bytes[STATUS_START - 1] == ' ';
        for (int i = 0; valid && i < VERSION.length; i++) {
            valid = bytes[i] == VERSION[i];
        }
        int code = 0;
        for (int i = STATUS_START; valid && i < STATUS_END; i++) {
            valid = bytes[i] >= '0' && bytes[i] <= '9';
            code = code * 10 + bytes[i] - '0';
        }
        if (!valid || code < 100 || (end > STATUS_END && bytes[STATUS_END] != ' ')) {
            throw BadMessage.malformed("status line is not \"HTTP/1.x status reason\"");
        }
        this.minor = bytes[VERSION.length] - '0';
        this.status = code;
    }

    /**
     * Checks a header section.
     *
     * @throws BadMessage when it is not a response
     */
    static ResponseHead of(Head head) {
        return new ResponseHead(head);
    }

    Head head() {
        return head;
    }

    int status() {
        return status;
    }

    /** The status with the reason, for messages. */
    String statusText() {
        return head.text(STATUS_START, Math.min(head.startLineEnd(), STATUS_START + 80));
    }

    boolean isHttp10() {
        return minor == 0;
    }

    boolean isInterim() {
        return status < 200;
    }

    boolean isSwitching() {
        return status == 101;
    }

    /** Whether a response of this status may have a body (RFC 9110 §6.4.1). */
    boolean allowsBody() {
        return status >= 200 && status != 204 && status != 304;
    }

    /** Whether the upstream keeps the connection open after this response (RFC 9112 §9.3). */
    boolean isPersistent() {
        return isHttp10()
                ? head.hasElement(KnownField.CONNECTION, "keep-alive")
                : !head.hasElement(KnownField.CONNECTION, "close");
    }

    /** The protocol that is spoken from now on, with status 101. */
    String upgrade() {
        return head.hasElement(KnownField.CONNECTION, "upgrade")
                ? head.value(KnownField.UPGRADE)
                : "";
    }

    /**
     * How the body ends.
     *
     * @param toHead whether this is the answer to a HEAD request
     * @throws BadMessage when the fields contradict each other
     */
    Framing framing(boolean toHead) {
        return toHead || !allowsBody() ? Framing.NONE : Framing.ofResponse(head, isHttp10());
    }
}
