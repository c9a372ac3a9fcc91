package io.gost.runtime.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer.
 *
 * @param status the status code
 * @param headers in the order they are sent; {@code Content-Length}, {@code Date} and {@code
 *     Connection} are the server's
 * @param body the body
 */
record WebResponse(int status, List<Header> headers, ByteBuffer body) {
    static final int OK = 200;
    static final int NO_CONTENT = 204;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** One header. */
    record Header(String name, String value) {}

    /** Keeps the headers as they are now. */
    WebResponse {
        headers = List.copyOf(headers);
    }

    /** The body, to be read from its beginning. */
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /** An answer without a body. */
    static WebResponse of(int status) {
        return new WebResponse(status, List.of(), NOTHING);
    }

    /** An answer with a text. */
    static WebResponse of(int status, String type, String text) {
        return of(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer with a body. */
    static WebResponse of(int status, String type, byte[] body) {
        return new WebResponse(
                status, List.of(new Header("Content-Type", type)), ByteBuffer.wrap(body));
    }

    /** The same answer with one more header. */
    WebResponse with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new WebResponse(status, more, body);
    }
}
