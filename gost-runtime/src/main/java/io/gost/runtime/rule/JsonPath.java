package io.gost.runtime.rule;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a value in a JSON document, as GJSON writes it: keys and array places separated by
 * dots, with {@code *} and {@code ?} in keys, {@code \} before a character that means itself, and
 * {@code #} for an array's length or, in the middle, for all its elements. Queries and modifiers
 * are refused.
 */
final class JsonPath {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Step> steps;

    /**
     * One part of a path.
     *
     * @param text without escapes
     * @param pattern what keys look like, or {@code null} when only the text itself is meant
     */
    private record Step(String text, @Nullable Wildcard pattern) {
        static Step of(String text, boolean wild) {
            return new Step(text, wild ? Wildcard.of(text) : null);
        }

        boolean fits(String key) {
            return pattern == null ? text.equals(key) : pattern.matches(key);
        }
    }

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    static JsonPath parse(String path) {
        List<Step> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        boolean pattern = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            switch (c) {
                case '\\' -> {
                    i++;
                    step.append(i < path.length() ? path.charAt(i) : c);
                }
                case '.' -> {
                    steps.add(Step.of(step.toString(), pattern));
                    step.setLength(0);
                    pattern = false;
                }
                case '@', '{', '[', '(', '|' ->
                        throw new RuleSyntaxException(
                                "has the JSON path \"%s\"; queries and modifiers (%c) are not available"
                                        .formatted(path, c));
                default -> {
                    pattern |= c == '*' || c == '?';
                    step.append(c);
                }
            }
        }
        steps.add(Step.of(step.toString(), pattern));
        return new JsonPath(List.copyOf(steps));
    }

    /** The value as text; empty when there is none, or when the document is not JSON. */
    String textIn(String document) {
        try {
            return text(find(JSON.readTree(document), 0));
        } catch (JacksonException e) {
            return "";
        }
    }

    private JsonNode find(JsonNode node, int index) {
        if (index == steps.size()) {
            return node;
        }
        Step step = steps.get(index);
        if (node.isArray() && step.text().equals("#")) {
            return index == steps.size() - 1
                    ? JsonNodeFactory.instance.numberNode(node.size())
                    : each(node, index + 1);
        }
        if (node.isArray()) {
            boolean place = step.text().matches("\\d{1,9}");
            return find(place ? node.path(Integer.parseInt(step.text())) : missing(), index + 1);
        }
        for (var property : node.properties()) {
            if (step.fits(property.getKey())) {
                return find(property.getValue(), index + 1);
            }
        }
        return missing();
    }

    private JsonNode each(JsonNode array, int index) {
        var found = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : array) {
            JsonNode value = find(element, index);
            if (!value.isMissingNode()) {
                found.add(value);
            }
        }
        return found;
    }

    private static JsonNode missing() {
        return JsonNodeFactory.instance.missingNode();
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isString() ? node.stringValue() : node.toString();
    }
}
