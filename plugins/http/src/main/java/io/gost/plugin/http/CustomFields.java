package io.gost.plugin.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Header fields from a configuration, with canonical names. */
final class CustomFields {
    private CustomFields() {}

    /** Whether every name is a token and every value a single line. */
    static boolean areValid(Map<String, String> fields) {
        return fields.entrySet().stream()
                .allMatch(field -> isToken(field.getKey()) && isLine(field.getValue()));
    }

    /** Whether a text can stand in a header line. */
    static boolean isLine(String text) {
        for (byte character : text.getBytes(StandardCharsets.UTF_8)) {
            if (!HeadParser.isText(character)) {
                return false;
            }
        }
        return true;
    }

    /** The fields by canonical name, without those that say where a body ends. */
    static SortedMap<String, String> canonical(Map<String, String> fields) {
        SortedMap<String, String> canonical = new TreeMap<>();
        fields.forEach((name, value) -> canonical.put(canonical(name), value.strip()));
        canonical.remove("Content-Length");
        canonical.remove("Transfer-Encoding");
        canonical.remove("Trailer");
        return canonical;
    }

    /** Adds one line for each field. */
    static void write(Map<String, String> fields, HeadBuilder out) {
        fields.forEach(
                (name, value) ->
                        out.add(name).add(HeadBuilder.COLON).add(value).add(HeadBuilder.CRLF));
    }

    private static boolean isToken(String name) {
        for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
            if (!HeadParser.isToken(character)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String canonical(String name) {
        StringBuilder canonical = new StringBuilder(name.length());
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            canonical.append(
                    upper ? Character.toUpperCase(character) : Character.toLowerCase(character));
            upper = character == '-';
        }
        return canonical.toString();
    }
}
