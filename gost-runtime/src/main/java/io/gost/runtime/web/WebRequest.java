package io.gost.runtime.web;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request whose body has arrived.
 *
 * @param method in capitals, as it was sent
 * @param uri the request target as it was sent; its percent codes are valid
 * @param headers the headers
 * @param body the body; empty when there is none
 * @param client the client's IP address; empty when it has none
 */
record WebRequest(String method, String uri, HttpHeaders headers, ByteBuffer body, String client) {
    /** The body, to be read from its beginning. */
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /** The value of a header, the first one of several; empty when it was not sent. */
    String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    /** Whether the client announced a body, however short. */
    boolean announcesBody() {
        return headers.contains("Content-Length") || headers.contains("Transfer-Encoding");
    }

    /**
     * The path with its percent codes resolved, without the query.
     *
     * @return empty when a code hides a slash, which no path of ours has
     */
    Optional<String> path() {
        String raw = rawPath();
        return raw.toLowerCase(Locale.ROOT).contains("%2f")
                ? Optional.empty()
                : Optional.of(new QueryStringDecoder(raw).path());
    }

    /** Whether every percent code of a request target is one. */
    static boolean isDecodable(String uri) {
        try {
            QueryStringDecoder decoder = new QueryStringDecoder(uri);
            return !decoder.path().isEmpty() || decoder.parameters().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The path as it was sent; of a request target with scheme and host only the path. */
    String rawPath() {
        String target = uri.replaceFirst("[?#].*", "");
        if (target.startsWith("/")) {
            return target;
        }
        return target.replaceFirst("(?i)^https?://[^/]*", "");
    }

    /** The query with its question mark, as it was sent; empty when there is none. */
    String query() {
        int mark = uri.indexOf('?');
        return mark < 0 ? "" : uri.substring(mark);
    }

    /** The value of a query parameter, the first one of several; empty when it was not sent. */
    String parameter(String name) {
        Map<String, List<String>> parameters = new QueryStringDecoder(uri).parameters();
        return parameters.getOrDefault(name, List.of("")).getFirst();
    }
}
