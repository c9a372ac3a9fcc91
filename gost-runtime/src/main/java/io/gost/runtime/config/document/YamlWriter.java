package io.gost.runtime.config.document;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a tree as YAML, byte for byte as GOST does: two spaces of indentation, lists indented
 * under their key, no folded lines, quotes only where a text would read as something else.
 */
public final class YamlWriter {
    private static final int STEP = 2;
    private static final int MAX_SIMPLE_KEY = 128; // in bytes

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /**
     * Writes a tree.
     *
     * @param root the tree
     * @return its text, which ends with a line break
     */
    public static String write(Node root) {
        var writer = new YamlWriter();
        writer.block(root, 0);
        return writer.out.toString();
    }

    /** Writes a value whose first line begins where the output stands now. */
    private void block(Node node, int indent) {
        switch (node) {
            case Mapping mapping when !mapping.entries().isEmpty() -> mapping(mapping, indent);
            case Sequence sequence when !sequence.items().isEmpty() -> sequence(sequence, indent);
            case Mapping _ -> out.append("{}\n");
            case Sequence _ -> out.append("[]\n");
            case Scalar scalar -> scalar(scalar, indent - STEP);
        }
    }

    private void mapping(Mapping mapping, int indent) {
        boolean first = true;
        for (Mapping.Entry entry : mapping.entries()) {
            indent(first ? 0 : indent);
            first = false;
            key(entry.key(), indent);
            switch (entry.value()) {
                case Mapping value when !value.entries().isEmpty() -> nested(value, indent);
                case Sequence value when !value.items().isEmpty() -> nested(value, indent);
                case Scalar value -> {
                    out.append(' ');
                    scalar(value, indent);
                }
                default -> {
                    out.append(' ');
                    block(entry.value(), indent);
                }
            }
        }
    }

    private void nested(Node node, int indent) {
        out.append('\n');
        indent(indent + STEP);
        block(node, indent + STEP);
    }

    private void sequence(Sequence sequence, int indent) {
        boolean first = true;
        for (Node item : sequence.items()) {
            indent(first ? 0 : indent);
            first = false;
            out.append("- ");
            block(item, indent + STEP);
        }
    }

    private void key(String key, int indent) {
        if (!isSimple(key)) {
            out.append("? ");
            text(key, indent);
            out.append('\n');
            indent(indent);
            out.append(':');
        } else {
            text(key, indent);
            out.append(':');
        }
    }

    private static boolean isSimple(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY
                && key.codePoints().noneMatch(TextForm::isBreak);
    }

    private void scalar(Scalar scalar, int indent) {
        switch (scalar.value()) {
            case String text -> text(text, indent);
            case Boolean truth -> out.append(truth);
            case BigInteger number -> out.append(number);
            case Double number -> out.append(FloatText.yaml(number));
            case PlainScalar.Timestamp moment -> out.append(moment.text());
            default -> out.append("null");
        }
        if (out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    private void text(String text, int indent) {
        switch (TextForm.of(text)) {
            case PLAIN -> out.append(text);
            case SINGLE_QUOTED -> out.append('\'').append(text.replace("'", "''")).append('\'');
            case DOUBLE_QUOTED -> doubleQuoted(text);
            case LITERAL -> literal(text, indent + STEP);
        }
    }

    private void literal(String text, int indent) {
        out.append('|');
        boolean hint = text.startsWith(" ") || text.startsWith("\n");
        out.append(hint ? Integer.toString(STEP) : "").append(chomping(text));
        // GOST's library takes a leading line break for the one that ends this line
        out.append(text.startsWith("\n") ? "" : "\n");
        boolean lineStart = true;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (lineStart && character != '\n') {
                indent(indent);
            }
            out.append(character);
            lineStart = character == '\n';
        }
    }

    private static String chomping(String text) {
        if (!text.endsWith("\n")) {
            return "-";
        }
        boolean several = text.length() == 1 || text.endsWith("\n\n");
        return several ? "+" : "";
    }

    private void doubleQuoted(String text) {
        out.append('"');
        text.codePoints().forEach(this::escaped);
        out.append('"');
    }

    private void escaped(int character) {
        switch (character) {
            case 0 -> out.append("\\0");
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case 0x0B -> out.append("\\v");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            case 0x1B -> out.append("\\e");
            case '"', '\\' -> out.append('\\').append((char) character);
            case 0x85 -> out.append("\\N");
            case 0x2028 -> out.append("\\L");
            case 0x2029 -> out.append("\\P");
            default -> {
                if (TextForm.isPrintable(character)) {
                    out.appendCodePoint(character);
                } else {
                    out.append(hexadecimal(character));
                }
            }
        }
    }

    private static String hexadecimal(int character) {
        if (character <= 0xFF) {
            return "\\x%02X".formatted(character);
        }
        return (character <= 0xFFFF ? "\\u%04X" : "\\U%08X").formatted(character);
    }

    private void indent(int columns) {
        out.repeat(' ', columns);
    }

    /**
     * The order of the keys of a free map.
     *
     * @param keys the keys
     * @return the keys as YAML lists them
     */
    public static List<String> sorted(List<String> keys) {
        return keys.stream().sorted(NaturalOrder.INSTANCE).toList();
    }
}
