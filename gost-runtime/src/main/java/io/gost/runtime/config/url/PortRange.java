package io.gost.runtime.config.url;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Addresses with a range of ports: {@code :8000-8002} is three of them. */
final class PortRange {
    private static final int LAST = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*):([^:]*)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private PortRange() {}

    /**
     * The addresses that a text stands for.
     *
     * @param text any text; only one of the form {@code host:port} may be a range
     * @return at least one address, in ascending order of ports
     * @throws io.gost.spi.GostException when the port is none
     */
    static List<String> expand(String text) {
        return expansion(text).orElseThrow(() -> wrong(text));
    }

    /** The same, but a text with a wrong port stands for itself; it is refused at start. */
    static List<String> expandIfPossible(String text) {
        return expansion(text).orElse(List.of(text));
    }

    private static Optional<List<String>> expansion(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (text.contains("://") || !address.matches()) {
            return Optional.of(List.of(text));
        }
        Matcher range = RANGE.matcher(address.group(2));
        if (!range.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (last > LAST || first > last) {
            return Optional.empty();
        }
        return Optional.of(
                IntStream.rangeClosed(first, last)
                        .mapToObj(port -> address.group(1) + ":" + port)
                        .toList());
    }

    /**
     * Checks the port of an address that is not a range.
     *
     * @param text any text; what stands behind its last colon, outside of brackets, is a port
     * @return the address
     * @throws io.gost.spi.GostException when the port is none
     */
    static String check(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || colon < text.lastIndexOf(']')) {
            return text;
        }
        String port = text.substring(colon + 1);
        boolean valid =
                port.isEmpty() || (port.matches("\\d{1,5}") && Integer.parseInt(port) <= LAST);
        if (!valid) {
            throw wrong(text);
        }
        return text;
    }

    private static RuntimeException wrong(String text) {
        String port = text.substring(text.lastIndexOf(':') + 1);
        return UrlErrors.because(
                "port \"%s\" is not a number within 0…%d or an ascending range of them"
                        .formatted(port, LAST));
    }
}
