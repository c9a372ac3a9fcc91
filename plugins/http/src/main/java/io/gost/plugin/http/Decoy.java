package io.gost.plugin.http;

import io.gost.spi.Network;
import io.gost.spi.Target;

import java.net.URI;
import java.nio.file.Path;

/** What a client without valid credentials sees in place of a proxy. */
sealed interface Decoy {
    /**
     * A bare status.
     *
     * @param status 100 to 999; 0 for the 407 that would be sent without a decoy
     */
    record Status(int status) implements Decoy {}

    /**
     * A web page, fetched for each probe.
     *
     * @param origin the web server
     * @param tls whether it is asked over TLS
     * @param host the value of {@code Host}
     * @param path path and query
     */
    record Web(Target origin, boolean tls, String host, String path) implements Decoy {}

    /**
     * Another server, which answers the request itself.
     *
     * @param address the server
     */
    record Server(Target address) implements Decoy {}

    /**
     * A file, read for each probe.
     *
     * @param file the file
     */
    record Page(Path file) implements Decoy {}

    /**
     * Reads {@code type:value}.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    static Decoy parse(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(colon, 0))) {
            case "code" -> new Status(status(value));
            case "web" -> web(value);
            case "host" -> new Server(Target.parse(Network.TCP, value));
            case "file" -> new Page(Path.of(value));
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** GOST answers 503 in place of a status that is none. */
    private static int status(String value) {
        try {
            int status = Integer.parseInt(value);
            return status == 0 || (status >= 100 && status <= 999) ? status : 503;
        } catch (NumberFormatException notNumber) {
            return 503;
        }
    }

    private static Web web(String value) {
        URI uri = URI.create(value.startsWith("http") ? value : "http://" + value);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || (!tls && !"http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException(value);
        }
        String host = uri.getHost().replace("[", "").replace("]", "");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Web(
                Target.tcp(host, port),
                tls,
                uri.getRawAuthority(),
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }
}
