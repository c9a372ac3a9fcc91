package io.gost.runtime.component;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** An observer that is an external plugin: GOST's events as JSON over HTTP. */
public final class HttpObserver implements Observer {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final HttpPlugin plugin;

    /**
     * Makes it.
     *
     * @param name as configured
     * @param plugin takes the events; closed with the observer
     */
    public HttpObserver(String name, HttpPlugin plugin) {
        this.name = name;
        this.plugin = plugin;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> observe(List<ObserverEvent> events) {
        return plugin.post(json(events)).thenAccept(HttpObserver::check);
    }

    @Override
    public void close() {
        plugin.close();
    }

    private static void check(String answer) {
        if (!isOk(answer)) {
            throw new GostException(Category.REFUSED, "answered something else than {\"ok\":true}");
        }
    }

    private static boolean isOk(String answer) {
        try {
            return JSON.readTree(answer).properties().stream()
                    .anyMatch(
                            field ->
                                    field.getKey().equalsIgnoreCase("ok")
                                            && field.getValue().isBoolean()
                                            && field.getValue().booleanValue());
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The document, in GOST's order. */
    static String json(List<ObserverEvent> events) {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode list = document.putArray("events");
        events.forEach(event -> write(event, list.addObject()));
        return JSON.writeValueAsString(document);
    }

    private static void write(ObserverEvent event, ObjectNode to) {
        to.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
        to.put("service", event.service());
        if (!event.client().isEmpty()) {
            to.put("client", event.client());
        }
        ObserverEvent.Stats stats = event.stats();
        ObserverEvent.Status status = event.status();
        to.put("type", stats == null ? "status" : "stats");
        if (stats != null) {
            to.putObject("stats")
                    .put("totalConns", stats.totalConns())
                    .put("currentConns", stats.currentConns())
                    .put("inputBytes", stats.inputBytes())
                    .put("outputBytes", stats.outputBytes())
                    .put("totalErrs", stats.totalErrs());
        }
        if (status != null) {
            to.putObject("status").put("state", status.state()).put("msg", status.msg());
        }
    }
}
