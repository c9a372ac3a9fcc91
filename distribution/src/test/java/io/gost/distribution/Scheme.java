package io.gost.distribution;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a URL says of a hop, both ends of which it goes for: {@code relay+mtls?mux.version=2}.
 *
 * @param types of the protocol and, behind a plus, of the transport
 * @param keys as in a URL, without the question mark
 */
record Scheme(String types, String keys) {
    static Scheme of(String text) {
        String[] typesAndKeys = text.split("\\?", 2);
        return new Scheme(typesAndKeys[0], typesAndKeys.length == 1 ? "" : typesAndKeys[1]);
    }

    /** The schemes of a path, separated by blanks. */
    static List<Scheme> path(String text) {
        return Stream.of(text.split(" ", -1)).map(Scheme::of).toList();
    }

    /** The same with further keys. */
    Scheme with(String more) {
        return new Scheme(types, keys.isEmpty() ? more : keys + "&" + more);
    }

    String url(int port) {
        return url("", port);
    }

    /**
     * A URL on the loopback.
     *
     * @param login empty, or with the at sign behind it
     * @param port of a service, or zero for one that is to come
     */
    String url(String login, int port) {
        return types + "://" + login + "127.0.0.1:" + port + (keys.isEmpty() ? "" : "?" + keys);
    }
}
