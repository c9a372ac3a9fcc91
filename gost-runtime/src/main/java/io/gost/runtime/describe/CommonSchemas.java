package io.gost.runtime.describe;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Values that many keys take, as they are read: tolerantly, since GOST is. */
final class CommonSchemas {
    private static final String GO_DURATION =
            "^[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)$";
    private static final String DECIMAL = "^\\s*([-+]?\\d+(\\.\\d+)?)?\\s*$";

    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    private CommonSchemas() {}

    /** The definitions, by name. */
    static ObjectNode definitions() {
        CommonSchemas all = new CommonSchemas();
        all.scalars();
        all.durations();
        all.collections();
        all.unset();
        return all.definitions;
    }

    private void scalars() {
        define("text", "a text").set("type", types("string", "number", "boolean", "null"));
        anyOf(define("truth", "true or false"))
                .add(type("boolean"))
                .add(type("number"))
                .add(type("null"))
                .add(
                        pattern(
                                "^([01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]"
                                        + "|[nN][oO]|[oO][nN]|[oO][fF][fF])?$"));
        anyOf(define("flag", "true or false"))
                .add(type("boolean"))
                .add(type("number"))
                .add(type("null"))
                .add(pattern("^([01tTfF]|true|True|TRUE|false|False|FALSE)?$"));
        anyOf(define("integer", "a whole number"))
                .add(type("number"))
                .add(type("boolean"))
                .add(type("null"))
                .add(pattern("^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$"));
        define("numeral", "a number as text").put("type", "string").put("pattern", DECIMAL);
        define("size", "a number of bytes as text, such as 64KiB")
                .put("type", "string")
                .put("pattern", "^\\s*\\d*\\s*[kKmMgG]?([iI]?[bB])?\\s*$");
    }

    private void durations() {
        anyOf(define("duration", "a span of time such as 10s or 1m30s; a number is nanoseconds"))
                .add(type("number"))
                .add(type("null"))
                .add(pattern(GO_DURATION));
        anyOf(define("seconds", "a span of time such as 300ms or 1m30s; a number is seconds"))
                .add(type("number"))
                .add(type("null"))
                .add(pattern(GO_DURATION))
                .add(pattern(DECIMAL));
    }

    private void collections() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("type", "array").set("items", ConfigSchema.reference("text"));
        anyOf(define("texts", "a list of texts; one text is a list of its parts between commas"))
                .add(ConfigSchema.reference("text"))
                .add(list);
        ObjectNode map = define("textMap", "a map of texts");
        map.set("type", types("object", "null"));
        map.set("additionalProperties", ConfigSchema.reference("text"));
        define("openMap", "a map of anything").set("type", types("object", "null"));
    }

    /** What means the same as leaving the key out. */
    private void unset() {
        ArrayNode nothing = define("unset", "not available in this version").putArray("enum");
        nothing.addNull().add(false).add(0).add("").add("0").add("0s").add("false");
        nothing.addArray();
        nothing.addObject();
    }

    private ObjectNode define(String name, String description) {
        return definitions.putObject(name).put("description", description);
    }

    private static ArrayNode anyOf(ObjectNode node) {
        return node.putArray("anyOf");
    }

    private static ObjectNode type(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", name);
    }

    private static ArrayNode types(String... names) {
        return JsonForm.texts(List.of(names));
    }

    private static ObjectNode pattern(String regex) {
        return type("string").put("pattern", regex);
    }
}
