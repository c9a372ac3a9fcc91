package io.gost.plugin.ws;

/** A peer that breaks RFC 6455. Never leaves the plugin. */
final class FrameViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what is wrong.
     *
     * @param reason short enough for a close frame
     */
    FrameViolation(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
