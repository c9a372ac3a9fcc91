package io.gost.runtime.web;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.ServiceStatus;
import io.gost.runtime.config.binding.RecordWriter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which path does what. Paths are those behind the prefix, percent codes resolved. */
final class ApiRoutes {
    private static final String QUOTAS = "quotas";

    private final LiveConfig live;
    private final StatusView view;
    private final ApiObjects objects;
    private final SavedConfig saved;

    /**
     * What a request leads to.
     *
     * @param guarded whether the client has to log in
     * @param endpoint answers
     */
    record Route(boolean guarded, Supplier<WebResponse> endpoint) {}

    /**
     * Prepares.
     *
     * @param live what is shown and changed
     * @param reports how each service is at the moment, by name
     * @param saved where it is saved
     */
    ApiRoutes(LiveConfig live, Supplier<Map<String, ServiceStatus>> reports, SavedConfig saved) {
        this.live = live;
        this.view = new StatusView(live, reports);
        this.objects = new ApiObjects(live, view);
        this.saved = saved;
    }

    /** Where a request leads; empty when nowhere. */
    Optional<Route> find(WebRequest request, String path) {
        if (path.startsWith("/docs/")) {
            return ApiDocs.find(request.method(), path).map(page -> new Route(false, page));
        }
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> parts = List.of(path.substring(1).split("/", -1));
        if (!parts.getFirst().equals("config") || parts.contains("")) {
            return Optional.empty();
        }
        return switch (parts.size()) {
            case 1 -> whole(request);
            case 2 -> section(parts.get(1), request);
            case 3 -> object(parts.get(1), parts.get(2), request);
            case 4 -> action(parts, request);
            default -> Optional.empty();
        };
    }

    private Optional<Route> whole(WebRequest request) {
        return switch (request.method()) {
            case "GET" -> guarded(() -> show(request.parameter("format")));
            case "POST" ->
                    guarded(() -> save(request.parameter("path"), request.parameter("format")));
            default -> Optional.empty();
        };
    }

    private Optional<Route> section(String name, WebRequest request) {
        if (name.equals("reload") && request.method().equals("POST")) {
            return guarded(this::reload);
        }
        return Section.named(name)
                .flatMap(
                        section ->
                                switch (request.method()) {
                                    case "GET" -> guarded(() -> objects.list(section));
                                    case "POST" -> guarded(() -> objects.create(section, request));
                                    default -> Optional.empty();
                                });
    }

    private Optional<Route> object(String sectionName, String name, WebRequest request) {
        return Section.named(sectionName)
                .flatMap(
                        section ->
                                switch (request.method()) {
                                    case "GET" -> guarded(() -> objects.show(section, name));
                                    case "PUT" ->
                                            guarded(
                                                    () ->
                                                            objects.replace(
                                                                    section,
                                                                    name.strip(),
                                                                    request));
                                    case "DELETE" ->
                                            guarded(() -> objects.delete(section, name.strip()));
                                    default -> Optional.empty();
                                });
    }

    private Optional<Route> action(List<String> parts, WebRequest request) {
        return parts.get(1).equals(QUOTAS)
                        && parts.get(3).equals("reset")
                        && request.method().equals("POST")
                ? guarded(() -> resetQuota(parts.get(2).strip()))
                : Optional.empty();
    }

    private static Optional<Route> guarded(Supplier<WebResponse> endpoint) {
        return Optional.of(new Route(true, endpoint));
    }

    private WebResponse show(String notation) {
        Config config = view.config();
        return notation.equals("yaml")
                ? WebResponse.of(
                        WebResponse.OK, "text/x-yaml", RecordWriter.write(config, Format.YAML))
                : WebResponse.of(
                        WebResponse.OK,
                        "application/json",
                        RecordWriter.write(config, Format.JSON));
    }

    /** One at a time, so that what is saved last is what has been last. */
    private synchronized WebResponse save(String path, String notation) {
        saved.save(live.config(), path, notation);
        return Envelope.done();
    }

    private WebResponse reload() {
        try {
            live.reload();
        } catch (ChangeRefused e) {
            throw ApiRefusal.invalid(String.valueOf(e.getMessage()));
        }
        return Envelope.done();
    }

    private WebResponse resetQuota(String name) {
        Section quotas = Section.named(QUOTAS).orElseThrow();
        throw quotas.find(live.config(), name).isEmpty()
                ? ApiRefusal.missing(quotas, name)
                : ApiRefusal.invalid("quotas are not available in this version");
    }
}
