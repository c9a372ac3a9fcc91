package io.gost.runtime.web;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Serves the metrics, to Prometheus above all. */
final class MetricsApplication implements WebApplication {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=values";

    private final WebEndpoints.MetricsText metrics;
    private final String path;
    private final @Nullable BasicLogin login;

    /**
     * Prepares.
     *
     * @param path the only path; one that ends with a slash also stands for all below it
     * @param login who may; {@code null} for everybody
     */
    MetricsApplication(WebEndpoints.MetricsText metrics, String path, @Nullable BasicLogin login) {
        this.metrics = metrics;
        this.path = path.isEmpty() ? "/metrics" : path;
        this.login = login;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        if (request.path().filter(this::isOurs).isEmpty()) {
            return PlainPages.notFound();
        }
        return onPath(request)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, OPTIONS")
                .with("Access-Control-Allow-Headers", "*");
    }

    private boolean isOurs(String asked) {
        return asked.equals(path) || (path.endsWith("/") && asked.startsWith(path));
    }

    private WebResponse onPath(WebRequest request) {
        if (request.method().equals("OPTIONS")) {
            return WebResponse.of(WebResponse.NO_CONTENT);
        }
        if (login != null && !login.accepts(request)) {
            return WebResponse.of(WebResponse.UNAUTHORIZED).with("WWW-Authenticate", "Basic");
        }
        byte[] text = text();
        return acceptsGzip(request)
                ? WebResponse.of(WebResponse.OK, TYPE, zipped(text))
                        .with("Content-Encoding", "gzip")
                : WebResponse.of(WebResponse.OK, TYPE, text);
    }

    private byte[] text() {
        StringBuilder text = new StringBuilder();
        try {
            metrics.writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder throws none
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean acceptsGzip(WebRequest request) {
        return Arrays.stream(request.header("Accept-Encoding").split(","))
                .map(String::strip)
                .anyMatch(
                        coding ->
                                coding.equals("gzip")
                                        || coding.matches("gzip;q=(1|0\\.0*[1-9]).*"));
    }

    private static byte[] zipped(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nor does this one
        }
        return out.toByteArray();
    }
}
