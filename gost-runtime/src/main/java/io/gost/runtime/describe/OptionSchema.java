package io.gost.runtime.describe;

import io.gost.spi.OptionBounds;
import io.gost.spi.OptionSpec;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** The JSON Schema of one {@code metadata} map, of what its readers declare about its keys. */
final class OptionSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,9})?");

    private OptionSchema() {}

    /** An object with the keys; others may stand beside them. */
    static ObjectNode of(List<OptionSpec> specs) {
        ObjectNode properties = NODES.objectNode();
        ObjectNode families = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (OptionSpec spec : specs) {
            if (spec.isFamily()) {
                String prefix = spec.name().substring(0, spec.name().indexOf('<'));
                families.set("^" + prefix.replace(".", "\\."), value(spec));
                continue;
            }
            for (String name : spec.names()) {
                if (!properties.has(name)) {
                    properties.set(name, name.equals(spec.name()) ? value(spec) : alias(spec));
                }
            }
            if (spec.required()) {
                required.add(present(spec));
            }
        }
        ObjectNode map = NODES.objectNode();
        map.set("type", JsonForm.texts(List.of("object", "null")));
        map.set("properties", properties);
        if (!families.isEmpty()) {
            map.set("patternProperties", families);
        }
        if (!required.isEmpty()) {
            map.set("allOf", required);
        }
        return map;
    }

    /** One of the spellings is there. */
    private static ObjectNode present(OptionSpec spec) {
        ObjectNode node = NODES.objectNode();
        ArrayNode spellings = node.putArray("anyOf");
        spec.names()
                .forEach(
                        name ->
                                spellings
                                        .addObject()
                                        .set("required", JsonForm.texts(List.of(name))));
        return node;
    }

    private static ObjectNode alias(OptionSpec spec) {
        ObjectNode node = value(spec);
        node.put("description", "the same as " + spec.name());
        return node;
    }

    private static ObjectNode value(OptionSpec spec) {
        ObjectNode node = spec.available() ? available(spec) : ConfigSchema.reference("unset");
        String description = description(spec);
        if (!description.isEmpty()) {
            node.put("description", description);
        }
        if (!spec.available()) {
            node.put("deprecated", true);
        }
        return node;
    }

    private static String description(OptionSpec spec) {
        String values = spec.wanted();
        return values.isEmpty() || !spec.bounds().choices().isEmpty()
                ? spec.help()
                : (spec.help() + " (" + values + ")").strip();
    }

    private static ObjectNode available(OptionSpec spec) {
        ObjectNode node =
                switch (spec.type()) {
                    case "bool" -> ConfigSchema.reference("flag");
                    case "int" -> number("integer", spec.bounds(), "numeral");
                    case "number" -> number("number", spec.bounds(), "numeral");
                    case "size" -> number("integer", spec.bounds(), "size");
                    case "duration" -> ConfigSchema.reference("seconds");
                    case "list" -> ConfigSchema.reference("texts");
                    case "map" -> ConfigSchema.reference("textMap");
                    case "choice" -> choice(spec.bounds().choices());
                    default -> ConfigSchema.reference("text");
                };
        putDefault(spec, node);
        return node;
    }

    private static void putDefault(OptionSpec spec, ObjectNode node) {
        String text = spec.defaultText();
        switch (spec.type()) {
            case "bool" -> node.put("default", Boolean.parseBoolean(text));
            case "int", "number", "size" -> {
                if (NUMBER.matcher(text).matches()) {
                    node.put("default", new BigDecimal(text));
                }
            }
            default -> {
                if (!text.isEmpty()) {
                    node.put("default", text);
                }
            }
        }
    }

    private static ObjectNode choice(List<String> choices) {
        ObjectNode node = NODES.objectNode();
        ArrayNode values = node.putArray("enum");
        choices.forEach(values::add);
        values.add("").addNull();
        return node;
    }

    /** A number within its bounds; also as text, whose bounds a schema cannot compare. */
    private static ObjectNode number(String type, OptionBounds bounds, String textForm) {
        ObjectNode node = NODES.objectNode();
        ArrayNode forms = node.putArray("anyOf");
        ObjectNode plain = forms.addObject().put("type", type);
        if (NUMBER.matcher(bounds.least()).matches()) {
            plain.put("minimum", new BigDecimal(bounds.least()));
        }
        if (NUMBER.matcher(bounds.most()).matches()) {
            plain.put("maximum", new BigDecimal(bounds.most()));
        }
        if (bounds.orZero()) {
            forms.addObject().put("const", 0);
        }
        forms.add(ConfigSchema.reference(textForm));
        return node;
    }
}
