package io.gost.runtime.web;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/** The Web API: cross-origin rules, access log, login, and then what the path stands for. */
final class ApiApplication implements WebApplication {
    private static final int MOVED_PERMANENTLY = 301;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final String GET = "GET";

    private final ApiRoutes routes;
    private final String prefix;
    private final @Nullable BasicLogin login;
    private final @Nullable AccessLog log;

    /**
     * Prepares.
     *
     * @param prefix what all paths begin with
     * @param login who may; {@code null} for everybody
     * @param log where each request is written; {@code null} for nowhere
     */
    ApiApplication(
            ApiRoutes routes, String prefix, @Nullable BasicLogin login, @Nullable AccessLog log) {
        this.routes = routes;
        this.prefix = normal(prefix);
        this.login = login;
        this.log = log;
    }

    private static String normal(String prefix) {
        String inner = prefix.strip().replaceFirst("^/+", "").replaceFirst("/+$", "");
        return inner.isEmpty() ? "" : "/" + inner;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        long begun = System.nanoTime();
        WebResponse response = acrossOrigins(request);
        if (log != null) {
            log.log(request, response.status(), Duration.ofNanos(System.nanoTime() - begun));
        }
        return response;
    }

    private WebResponse acrossOrigins(WebRequest request) {
        if (!CrossOrigin.isForeign(request)) {
            return routed(request);
        }
        return request.method().equals("OPTIONS")
                ? CrossOrigin.preflight(request)
                : CrossOrigin.allow(routed(request));
    }

    private WebResponse routed(WebRequest request) {
        Optional<String> path = request.path().flatMap(this::behindPrefix);
        if (path.isEmpty()) {
            return notFound();
        }
        Optional<ApiRoutes.Route> route = routes.find(request, path.get());
        if (route.isPresent()) {
            return follow(route.get(), request);
        }
        boolean slashed = path.get().endsWith("/");
        String other =
                slashed ? path.get().substring(0, path.get().length() - 1) : path.get() + "/";
        return routes.find(request, other).isPresent() ? redirect(request, slashed) : notFound();
    }

    private Optional<String> behindPrefix(String path) {
        return path.startsWith(prefix)
                ? Optional.of(path.substring(prefix.length()))
                : Optional.empty();
    }

    private WebResponse follow(ApiRoutes.Route route, WebRequest request) {
        if (route.guarded() && login != null && !login.accepts(request)) {
            return Envelope.refusal(ApiRefusal.unauthorized()).with("WWW-Authenticate", "Basic");
        }
        try {
            return route.endpoint().get();
        } catch (ApiRefusal e) {
            return Envelope.refusal(e);
        }
    }

    private static WebResponse redirect(WebRequest request, boolean slashed) {
        String raw = request.rawPath();
        String path = slashed ? raw.substring(0, raw.length() - 1) : raw + "/";
        String location = path + request.query();
        if (!request.method().equals(GET)) {
            return WebResponse.of(TEMPORARY_REDIRECT).with("Location", location);
        }
        String link =
                location.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&#34;")
                        .replace("'", "&#39;");
        return WebResponse.of(
                        MOVED_PERMANENTLY,
                        "text/html; charset=utf-8",
                        "<a href=\"" + link + "\">Moved Permanently</a>.\n\n")
                .with("Location", location);
    }

    private static WebResponse notFound() {
        return WebResponse.of(WebResponse.NOT_FOUND, "text/plain", "404 page not found");
    }
}
