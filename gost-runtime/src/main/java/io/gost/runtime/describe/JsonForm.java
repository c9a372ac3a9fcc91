package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.spi.OptionSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Reports and descriptions as JSON, for programs. Keys are only ever added. */
public final class JsonForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonForm() {}

    /**
     * All plugins.
     *
     * @param reports what to write
     * @return a JSON array
     */
    public static String plugins(List<PluginReport> reports) {
        ArrayNode array = NODES.arrayNode();
        reports.forEach(report -> array.add(plugin(report)));
        return text(array);
    }

    /**
     * Some types with their keys.
     *
     * @param descriptions what to write
     * @return a JSON array
     */
    public static String types(List<TypeDescription> descriptions) {
        ArrayNode array = NODES.arrayNode();
        descriptions.forEach(description -> array.add(type(description)));
        return text(array);
    }

    static String text(JsonNode node) {
        return node.toPrettyString();
    }

    static ObjectNode plugin(PluginReport report) {
        ObjectNode types = NODES.objectNode();
        for (ExtensionKind kind : ExtensionKind.values()) {
            List<String> names = report.types().get(kind);
            if (names != null) {
                types.set(kind.noun(), texts(names));
            }
        }
        ObjectNode node = NODES.objectNode();
        node.put("plugin", report.name());
        node.put("version", report.version());
        node.put("jar", report.file().toString());
        node.set("types", types);
        node.put("spi", report.spi());
        node.put("status", TextForm.word(report.status()));
        node.set("notes", texts(report.notes()));
        return node;
    }

    private static ObjectNode type(TypeDescription description) {
        ArrayNode options = NODES.arrayNode();
        description.options().forEach(spec -> options.add(option(spec)));
        ObjectNode node = NODES.objectNode();
        node.put("kind", description.kind().noun());
        node.put("type", description.types().getFirst());
        node.set("aliases", texts(description.types().subList(1, description.types().size())));
        description.plugin().ifPresent(plugin -> node.put("plugin", plugin.name()));
        node.set("delegates", texts(description.delegates()));
        node.set("options", options);
        return node;
    }

    private static ObjectNode option(OptionSpec spec) {
        ObjectNode node = NODES.objectNode();
        node.put("key", spec.name());
        node.set("aliases", texts(spec.names().subList(1, spec.names().size())));
        node.put("type", spec.type());
        node.put("unit", spec.unit());
        node.put("default", spec.defaultText());
        node.put("required", spec.required());
        node.put("available", spec.available());
        node.put("values", spec.bounds().words());
        node.set("choices", texts(spec.bounds().choices()));
        node.put("least", spec.bounds().least());
        node.put("most", spec.bounds().most());
        node.put("help", spec.help());
        return node;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
