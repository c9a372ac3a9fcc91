package io.gost.plugin.http;

import io.gost.spi.Network;
import io.gost.spi.Target;

import java.nio.charset.StandardCharsets;

/**
 * Reads {@code host[:port]}, {@code [v6][:port]} as it stands in request targets and {@code Host}
 * fields (RFC 3986 §3.2), without user information.
 */
final class Authority {
    /** What a missing port means, also for CONNECT, as in GOST. */
    static final int DEFAULT_PORT = 80;

    private static final int LONGEST_HOST = 255;
    private static final boolean[] HOST = hostCharacters();

    private Authority() {}

    /**
     * Reads an authority.
     *
     * @param bytes where it stands
     * @param from its first byte
     * @param to behind its last byte
     * @return the TCP target
     * @throws BadMessage when it is empty or malformed
     */
    static Target parse(byte[] bytes, int from, int to) {
        int hostEnd = hostEnd(bytes, from, to);
        boolean bracketed = hostEnd > from + 1 && bytes[from] == '[' && bytes[hostEnd - 1] == ']';
        int start = bracketed ? from + 1 : from;
        int end = bracketed ? hostEnd - 1 : hostEnd;
        if (end <= start || end - start > LONGEST_HOST) {
            throw BadMessage.malformed("authority without a host of 1 to 255 bytes");
        }
        for (int i = start; i < end; i++) {
            if (!HOST[bytes[i] & 0xff] && !(bracketed && bytes[i] == ':')) {
                throw BadMessage.malformed("authority with a character no host may have");
            }
        }
        String host = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (bracketed && !Target.tcp(host, 0).isLiteral()) {
            throw BadMessage.malformed("authority with something else than an address in brackets");
        }
        return new Target(Network.TCP, host, port(bytes, hostEnd, to));
    }

    /** As {@link #parse(byte[], int, int)}. */
    static Target parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    private static int hostEnd(byte[] bytes, int from, int to) {
        byte stop = from < to && bytes[from] == '[' ? (byte) ']' : (byte) ':';
        for (int i = from; i < to; i++) {
            if (bytes[i] == stop) {
                return stop == ']' ? i + 1 : i;
            }
        }
        return to;
    }

    private static int port(byte[] bytes, int from, int to) {
        if (to - from <= 1 && (from == to || bytes[from] == ':')) {
            return DEFAULT_PORT;
        }
        int port = 0;
        boolean valid = bytes[from] == ':' && to - from <= 6;
        for (int i = from + 1; valid && i < to; i++) {
            valid = bytes[i] >= '0' && bytes[i] <= '9';
            port = port * 10 + bytes[i] - '0';
        }
        if (!valid || port == 0 || port > 65_535) {
            throw BadMessage.malformed("authority with a port that is not within 1–65535");
        }
        return port;
    }

    /** Unreserved characters, sub-delimiters, and names in UTF-8; no percent-encoding. */
    private static boolean[] hostCharacters() {
        boolean[] table = new boolean[256];
        for (int i = 0; i < table.length; i++) {
            table[i] =
                    i >= 0x80 || Character.isLetterOrDigit(i) || "-._~!$&'()*+,;=".indexOf(i) >= 0;
        }
        return table;
    }
}
