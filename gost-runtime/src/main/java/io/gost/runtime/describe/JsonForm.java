package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.spi.OptionSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

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

    /**
     * What was found about some plugins.
     *
     * @param found what to write
     * @return a JSON array
     */
    public static String verifications(List<Verification> found) {
        ArrayNode array = NODES.arrayNode();
        found.forEach(one -> array.add(verification(one)));
        return text(array);
    }

    private static ObjectNode verification(Verification one) {
        ObjectNode node = NODES.objectNode();
        node.put("jar", one.file().toString());
        node.put("passed", one.passed());
        one.plugin()
                .ifPresent(
                        plugin -> {
                            node.put("plugin", plugin.name());
                            node.put("module", plugin.module());
                            node.put("version", plugin.version());
                            node.put("spiVersion", plugin.spiVersion());
                            node.put("spi", plugin.spiRange());
                            node.set("types", kinds(plugin.types()));
                        });
        node.set("licences", texts(one.licences()));
        node.set("failures", texts(one.failures()));
        node.set("warnings", texts(one.warnings()));
        return node;
    }

    static String text(JsonNode node) {
        return node.toPrettyString();
    }

    private static ObjectNode plugin(PluginReport report) {
        ObjectNode node = NODES.objectNode();
        node.put("plugin", report.name());
        node.put("version", report.version());
        node.put("jar", report.file().toString());
        node.set("types", kinds(report.types()));
        node.put("spi", report.spi());
        node.put("status", TextForm.word(report.status()));
        node.set("notes", texts(report.notes()));
        return node;
    }

    private static ObjectNode kinds(Map<ExtensionKind, List<String>> types) {
        ObjectNode node = NODES.objectNode();
        for (ExtensionKind kind : ExtensionKind.values()) {
            List<String> names = types.get(kind);
            if (names != null) {
                node.set(kind.noun(), texts(names));
            }
        }
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
