package io.gost.runtime.web;

import java.util.Optional;
import java.util.function.Supplier;

/** The description of the API, which anybody may read. */
final class ApiDocs {
    private static final String LISTING =
            """
            <!doctype html>
            <meta name="viewport" content="width=device-width">
            <pre>
            <a href="swagger.yaml">swagger.yaml</a>
            </pre>
            """;

    private ApiDocs() {}

    /** The page of a path below {@code /docs/}. */
    static Optional<Supplier<WebResponse>> find(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (path) {
                    case "/docs/" ->
                            () ->
                                    WebResponse.of(
                                            WebResponse.OK, "text/html; charset=utf-8", LISTING);
                    case "/docs/swagger.yaml" -> ApiDocs::description;
                    default -> () -> WebResponse.of(WebResponse.NOT_FOUND);
                });
    }

    private static WebResponse description() {
        return WebResponse.of(WebResponse.OK, "application/x-yaml", OpenApi.document())
                .with("Accept-Ranges", "bytes");
    }
}
