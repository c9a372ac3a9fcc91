package io.gost.plugin.ws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Paths as people write them, and as they stand in a request line. */
final class RequestPath {
    private static final String PLAIN = "-_.~$&+,/:;=@";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestPath() {}

    /** A path for a request line: whatever has a meaning of its own there is percent-escaped. */
    static String escape(String path) {
        StringBuilder escaped = new StringBuilder(path.length() + 1);
        if (!path.startsWith("/")) {
            escaped.append('/');
        }
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isPlain(character)) {
                escaped.append(character);
            } else {
                escaped.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return escaped.toString();
    }

    /**
     * The path that a request asks for.
     *
     * @param target the middle of its request line
     * @throws BadHead when it has none
     */
    static String of(String target) {
        String path = target;
        int authority = path.indexOf("://");
        if (authority > 0 && path.indexOf('/') > authority) {
            int slash = path.indexOf('/', authority + 3);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        int query = path.indexOf('?');
        if (query >= 0) {
            path = path.substring(0, query);
        }
        if (!path.startsWith("/")) {
            throw BadHead.malformed("request for \"" + target + "\"");
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw BadHead.malformed("request for \"" + target + "\"");
        }
    }

    /** Whether a path is the one that is served, or below it when that ends in a slash. */
    static boolean matches(String served, String path) {
        return path.equals(served) || (served.endsWith("/") && path.startsWith(served));
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }
}
