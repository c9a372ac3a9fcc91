package io.gost.plugin.ws;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Header fields from a configuration. */
final class FieldNames {
    private static final String PROTOCOL = "Sec-Websocket-Protocol";

    private FieldNames() {}

    /**
     * Whether fields can be sent and none of them is the handshake's own.
     *
     * @param fields name to value
     * @param reserved names in lower case
     */
    static boolean areValid(Map<String, String> fields, Set<String> reserved) {
        return fields.entrySet().stream()
                .allMatch(
                        field ->
                                HttpHead.isToken(field.getKey())
                                        && HttpHead.isLine(field.getValue())
                                        && !reserved.contains(lower(field.getKey())));
    }

    /** The fields by name, sorted, each word of a name with a capital letter. */
    static SortedMap<String, String> canonical(Map<String, String> fields) {
        SortedMap<String, String> canonical = new TreeMap<>();
        fields.forEach((name, value) -> canonical.put(canonical(name), value.strip()));
        String protocol = canonical.remove(PROTOCOL);
        if (protocol != null) {
            canonical.put("Sec-WebSocket-Protocol", protocol);
        }
        return canonical;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
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
