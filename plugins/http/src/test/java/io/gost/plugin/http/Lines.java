package io.gost.plugin.http;

/** Messages as text blocks. */
final class Lines {
    private Lines() {}

    /** The text with the line ends of HTTP. */
    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
