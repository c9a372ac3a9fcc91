package io.gost.plugin.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;

/** The header fields whose meaning this plugin knows; every other one is just carried. */
enum KnownField {
    ACCEPT_ENCODING("Accept-Encoding"),
    CONNECTION("Connection"),
    CONTENT_ENCODING("Content-Encoding"),
    CONTENT_LENGTH("Content-Length"),
    GOST_RECORD("Gost-Record"),
    GOST_TARGET("Gost-Target"),
    HOST("Host"),
    HTTP2_SETTINGS("Http2-Settings"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    PROXY_CONNECTION("Proxy-Connection"),
    RANGE("Range"),
    TRAILER("Trailer"),
    TRANSFER_ENCODING("Transfer-Encoding"),
    UPGRADE("Upgrade"),
    USER_AGENT("User-Agent"),
    VIA("Via"),
    X_GOST_PROTOCOL("X-Gost-Protocol"),
    X_GOST_TARGET("X-Gost-Target"),
    OTHER("");

    private static final KnownField[][] BY_LENGTH = byLength();

    @SuppressWarnings("ImmutableEnumChecker") // compared with, never written
    private final byte[] name;

    KnownField(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The field of a name in canonical form, {@link #OTHER} when it is none of these. */
    static KnownField of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < BY_LENGTH.length) {
            for (KnownField candidate : BY_LENGTH[length]) {
                if (Arrays.equals(candidate.name, 0, length, bytes, from, to)) {
                    return candidate;
                }
            }
        }
        return OTHER;
    }

    private static KnownField[][] byLength() {
        EnumSet<KnownField> named = EnumSet.complementOf(EnumSet.of(OTHER));
        int longest = named.stream().mapToInt(field -> field.name.length).max().orElse(0);
        KnownField[][] table = new KnownField[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] =
                    named.stream()
                            .filter(field -> field.name.length == wanted)
                            .toArray(KnownField[]::new);
        }
        return table;
    }
}
