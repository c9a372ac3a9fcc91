package io.gost.plugin.http;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

/**
 * A message that breaks the rules of HTTP/1.1 or our bounds. It never leaves the plugin: a client
 * gets {@link #status} as reply, the session ends with {@link #failure}.
 */
final class BadMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private BadMessage(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A message that cannot be understood in exactly one way. */
    static BadMessage malformed(String what) {
        return new BadMessage(400, what);
    }

    /** A request line that does not fit. */
    static BadMessage targetTooLong() {
        return new BadMessage(414, "request line of more than " + HeadReader.MAX_BYTES + " bytes");
    }

    /** A header section that does not fit. */
    static BadMessage headTooLarge() {
        return new BadMessage(
                431,
                "header section of more than "
                        + HeadReader.MAX_BYTES
                        + " bytes or "
                        + HeadReader.MAX_FIELDS
                        + " fields");
    }

    int status() {
        return status;
    }

    GostException failure() {
        return new GostException(
                status == 400 ? Category.HANDSHAKE : Category.LIMIT, getMessage(), this);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
