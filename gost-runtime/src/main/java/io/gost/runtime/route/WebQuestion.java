package io.gost.runtime.route;

import java.util.Map;

/**
 * What a probe asks a web server.
 *
 * @param path begins with {@code /}
 * @param host the {@code Host} field
 * @param fields further header fields
 * @param status the answer that counts as success
 */
public record WebQuestion(String path, String host, Map<String, String> fields, int status) {
    /** Keeps the fields as they are now. */
    public WebQuestion {
        fields = Map.copyOf(fields);
    }

    /** The request as it is sent. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("GET ").append(path).append(" HTTP/1.1\r\nHost: ").append(host);
        fields.forEach(
                (name, value) -> text.append("\r\n").append(name).append(": ").append(value));
        return text.append("\r\nConnection: close\r\n\r\n").toString();
    }
}
