package io.gost.runtime.config.document;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.util.List;

/**
 * Writes a tree as JSON, byte for byte as GOST does: two spaces of indentation, and the characters
 * that HTML or JavaScript would take for markup as escapes.
 */
public final class JsonWriter {
    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    /**
     * Writes a tree.
     *
     * @param root the tree
     * @return its text, which ends with a line break
     * @throws GostException category {@code CONFIG}, for a number that JSON does not have
     */
    public static String write(Node root) {
        var writer = new JsonWriter(true);
        writer.value(root, 0, "");
        return writer.out.append('\n').toString();
    }

    /**
     * Writes a tree in one line.
     *
     * @param root the tree
     * @return its text, without spaces between its parts and without a line break
     * @throws GostException category {@code CONFIG}, for a number that JSON does not have
     */
    public static String line(Node root) {
        var writer = new JsonWriter(false);
        writer.value(root, 0, "");
        return writer.out.toString();
    }

    private void value(Node node, int indent, String path) {
        switch (node) {
            case Mapping mapping -> mapping(mapping, indent, path);
            case Sequence sequence -> sequence(sequence, indent, path);
            case Scalar scalar -> scalar(scalar, path);
        }
    }

    private void mapping(Mapping mapping, int indent, String path) {
        if (mapping.entries().isEmpty()) {
            out.append("{}");
            return;
        }
        char separator = '{';
        for (Mapping.Entry entry : mapping.entries()) {
            out.append(separator);
            newLine(indent + STEP);
            text(entry.key());
            out.append(indented ? ": " : ":");
            value(
                    entry.value(),
                    indent + STEP,
                    path.isEmpty() ? entry.key() : path + "." + entry.key());
            separator = ',';
        }
        newLine(indent);
        out.append('}');
    }

    private void sequence(Sequence sequence, int indent, String path) {
        if (sequence.items().isEmpty()) {
            out.append("[]");
            return;
        }
        char separator = '[';
        int index = 0;
        for (Node item : sequence.items()) {
            out.append(separator);
            newLine(indent + STEP);
            value(item, indent + STEP, path + "[" + index++ + "]");
            separator = ',';
        }
        newLine(indent);
        out.append(']');
    }

    private void newLine(int indent) {
        if (indented) {
            out.append('\n').repeat(' ', indent);
        }
    }

    private void scalar(Scalar scalar, String path) {
        switch (scalar.value()) {
            case String text -> text(text);
            case PlainScalar.Timestamp moment -> text(moment.text());
            case Double number when !Double.isFinite(number) ->
                    throw new GostException(
                            Category.CONFIG,
                            path + ": " + number + " has no form in JSON; write YAML instead");
            case Double number -> out.append(FloatText.json(number));
            default -> out.append(scalar.value());
        }
    }

    private void text(String text) {
        out.append('"');
        text.chars().forEach(character -> character((char) character));
        out.append('"');
    }

    private void character(char character) {
        switch (character) {
            case '"', '\\' -> out.append('\\').append(character);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> escape(character);
            default -> {
                if (character < ' ') {
                    escape(character);
                } else {
                    out.append(character);
                }
            }
        }
    }

    private void escape(char character) {
        out.append("\\u%04x".formatted((int) character));
    }

    /**
     * The order of the keys of a free map.
     *
     * @param keys the keys
     * @return the keys as JSON lists them
     */
    public static List<String> sorted(List<String> keys) {
        return keys.stream().sorted().toList();
    }
}
