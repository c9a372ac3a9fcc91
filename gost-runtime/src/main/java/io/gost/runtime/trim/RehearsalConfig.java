package io.gost.runtime.trim;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.RecordWriter;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The part of a configuration that can be run anywhere: its types and their options, on ports of
 * the loopback. Addresses, accounts, commands, files and everything that would be asked over the
 * network stay out, and every service is there without its chain too, so that something gets
 * through.
 */
final class RehearsalConfig {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String METADATA = "metadata";

    private RehearsalConfig() {}

    /**
     * Derives it.
     *
     * @param config the whole configuration
     * @param nowhere an address of the loopback that takes connections and closes them
     * @return a JSON document
     */
    static String of(Config config, String nowhere) {
        JsonNode whole = JSON.readTree(RecordWriter.write(config, Format.JSON));
        ObjectNode document = JSON.createObjectNode();
        ArrayNode services = document.putArray("services");
        int number = 0;
        for (JsonNode service : whole.path("services")) {
            add(services, service, "service-" + number, true, nowhere);
            if (service.path("handler").has("chain")) {
                add(services, service, "direct-" + number, false, nowhere);
            }
            number++;
        }
        ArrayNode chains = document.putArray("chains");
        for (JsonNode chain : whole.path("chains")) {
            ObjectNode copy = pick(chain, "name");
            ArrayNode hops = copy.putArray("hops");
            chain.path("hops").forEach(hop -> hops.add(hop(hop, nowhere)));
            chains.add(copy);
        }
        ArrayNode hops = document.putArray("hops");
        whole.path("hops").forEach(hop -> hops.add(hop(hop, nowhere)));
        return document.toString();
    }

    private static void add(
            ArrayNode services, JsonNode service, String name, boolean chain, String nowhere) {
        ObjectNode copy = services.addObject().put("name", name).put("addr", "127.0.0.1:0");
        copy.set(
                "handler",
                chain
                        ? pick(service.path("handler"), "type", METADATA, "chain")
                        : pick(service.path("handler"), "type", METADATA));
        copy.set("listener", pick(service.path("listener"), "type", METADATA));
        if (service.path("forwarder").has("nodes")) {
            ObjectNode forwarder = pick(service.path("forwarder"), "selector");
            nodes(forwarder, service.path("forwarder"), nowhere);
            copy.set("forwarder", forwarder);
        }
    }

    private static ObjectNode hop(JsonNode hop, String nowhere) {
        ObjectNode copy = pick(hop, "name", "selector");
        if (hop.has("nodes")) {
            nodes(copy, hop, nowhere);
        }
        return copy;
    }

    private static void nodes(ObjectNode copy, JsonNode from, String nowhere) {
        ArrayNode nodes = copy.putArray("nodes");
        for (JsonNode node : from.path("nodes")) {
            ObjectNode each = pick(node, "name").put("addr", nowhere);
            for (String part : List.of("connector", "dialer")) {
                if (node.has(part)) {
                    each.set(part, pick(node.path(part), "type", METADATA));
                }
            }
            nodes.add(each);
        }
    }

    private static ObjectNode pick(JsonNode from, String... keys) {
        ObjectNode picked = JSON.createObjectNode();
        for (String key : keys) {
            if (from.has(key)) {
                picked.set(key, from.path(key));
            }
        }
        return picked;
    }
}
