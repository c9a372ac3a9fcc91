package io.gost.runtime.describe;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Guarded;
import io.gost.runtime.config.Shorthand;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.ValueType;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.binding.ValueType.ObjectOf;
import io.gost.runtime.config.binding.ValueType.Simple;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.service.RuntimeKeys;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The JSON Schema of {@code gost.yml}: the keys of the configuration's records, and in each {@code
 * metadata} the keys that the plugin of the chosen type reads.
 *
 * <p>It refuses what the program refuses. A key that nothing reads is a warning there, so the
 * schema lets it pass, except in objects that protect something; in the strict form, as with {@code
 * gost check --strict}, no unknown key passes. Keys are known in their documented spelling only,
 * though the program takes any case.
 */
public final class ConfigSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DEPRECATED = "deprecated:";

    private final boolean strict;
    private final KeyTexts texts = KeyTexts.load();
    private final TypedSchemas typed;
    private final ObjectNode definitions = CommonSchemas.definitions();
    private final Set<Class<? extends Record>> seen = new LinkedHashSet<>();
    private final Deque<Class<? extends Record>> waiting = new ArrayDeque<>();

    private ConfigSchema(Plugins plugins, boolean strict, Consumer<String> failures) {
        this.strict = strict;
        this.typed = new TypedSchemas(plugins, strict, failures);
    }

    /**
     * Writes the schema.
     *
     * @param plugins whose types and keys it knows
     * @param strict whether no unknown key passes
     * @param failures hears of types that are left out because they cannot read their options
     * @return a JSON document, draft 2020-12
     */
    public static String write(Plugins plugins, boolean strict, Consumer<String> failures) {
        return JsonForm.text(new ConfigSchema(plugins, strict, failures).schema());
    }

    static ObjectNode reference(String definition) {
        return NODES.objectNode().put("$ref", "#/$defs/" + definition);
    }

    private ObjectNode schema() {
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "gost.yml");
        seen.add(Config.class);
        fill(root, Config.class);
        while (!waiting.isEmpty()) {
            Class<? extends Record> type = waiting.remove();
            ObjectNode node = NODES.objectNode();
            fill(node, type);
            definitions.set(name(type), node);
        }
        typed.definitions().forEach(definitions::set);
        root.set("$defs", definitions);
        return root;
    }

    private void fill(ObjectNode node, Class<? extends Record> type) {
        String description = texts.of(type, "");
        if (!description.isEmpty()) {
            node.put("description", description);
        }
        Shorthand shorthand = type.getAnnotation(Shorthand.class);
        node.set(
                "type",
                JsonForm.texts(
                        shorthand == null
                                ? List.of("object", "null")
                                : List.of("object", "string", "null")));
        ObjectNode properties = node.putObject("properties");
        for (RecordKey key : RecordSchema.of(type).keys()) {
            ObjectNode value = property(type, key);
            for (String spelling :
                    new LinkedHashSet<>(List.of(key.name(), key.yaml(), key.json()))) {
                properties.set(spelling, value);
            }
        }
        typed.choose(type, node);
        boolean closed = strict ? type != Config.class : type.isAnnotationPresent(Guarded.class);
        if (closed) {
            node.put("additionalProperties", false);
        } else if (strict) {
            // api.addr and its like may stand at the top of a file
            node.putObject("patternProperties").putObject("^[a-z]+\\.");
            node.put("additionalProperties", false);
        }
    }

    private ObjectNode property(Class<? extends Record> type, RecordKey key) {
        String text = texts.of(type, key.component().getName());
        if (!RuntimeKeys.isAvailable(type, key.name())) {
            return reference("unset")
                    .put("description", (text + "; not available in this version").strip())
                    .put("deprecated", true);
        }
        ObjectNode node = value(key.type());
        if (!text.isEmpty()) {
            node.put("description", text);
        }
        if (text.startsWith(DEPRECATED)) {
            node.put("deprecated", true);
        }
        if (key.readOnly()) {
            node.put("readOnly", true);
        }
        return node;
    }

    private ObjectNode value(ValueType type) {
        return switch (type) {
            case Simple simple ->
                    switch (simple) {
                        case TEXT, SECRET -> reference("text");
                        case TRUTH -> reference("truth");
                        case INT, LONG -> reference("integer");
                        case DURATION -> reference("duration");
                        case TEXTS -> reference("texts");
                        case OPEN_MAP -> reference("openMap");
                        case TEXT_MAP -> reference("textMap");
                    };
            case ObjectOf object -> object(object.type());
            case ListOf list -> list(list.type());
        };
    }

    private ObjectNode object(Class<? extends Record> type) {
        if (seen.add(type)) {
            waiting.add(type);
        }
        return reference(name(type));
    }

    /** One object stands for a list of one, with a warning; a text for its parts if it may. */
    private ObjectNode list(Class<? extends Record> type) {
        ObjectNode list = NODES.objectNode();
        boolean shorthand = type.isAnnotationPresent(Shorthand.class);
        list.set(
                "type",
                JsonForm.texts(
                        shorthand ? List.of("array", "string", "null") : List.of("array", "null")));
        list.set("items", object(type));
        if (strict) {
            return list;
        }
        ObjectNode either = NODES.objectNode();
        ArrayNode forms = either.putArray("anyOf");
        forms.add(list).add(object(type));
        return either;
    }

    private static String name(Class<? extends Record> type) {
        String name = type.getSimpleName();
        String stem = name.endsWith("Config") ? name.substring(0, name.length() - 6) : name;
        return Character.toLowerCase(stem.charAt(0)) + stem.substring(1);
    }
}
