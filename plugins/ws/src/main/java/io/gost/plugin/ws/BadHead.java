package io.gost.plugin.ws;

/** A header section that breaks the rules of HTTP/1.1 or our bounds. Never leaves the plugin. */
final class BadHead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String status;

    private BadHead(String status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** It cannot be understood. */
    static BadHead malformed(String what) {
        return new BadHead("400 Bad Request", what);
    }

    /** It does not fit. */
    static BadHead tooLarge() {
        return new BadHead(
                "431 Request Header Fields Too Large",
                "header section of more than "
                        + HttpHead.Reader.MAX_BYTES
                        + " bytes or "
                        + HttpHead.Reader.MAX_FIELDS
                        + " fields");
    }

    /** What a server answers. */
    String status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
