package io.gost.runtime.config.binding;

import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.binding.ValueType.ObjectOf;
import io.gost.runtime.config.binding.ValueType.Simple;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import java.math.BigInteger;
import java.util.List;

/**
 * Checks that values are of the JSON type they should be, before a {@link RecordReader} reads them.
 * Files may write {@code "8080"} for a number or one text for a list of texts; what a program sends
 * is either right or a mistake of that program.
 */
public final class MessageTypes {
    private final Diagnostics diagnostics;

    private MessageTypes(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * Checks an object. Keys that the record does not have are not looked at.
     *
     * @param type its record class
     * @param object the object
     * @param diagnostics takes what is wrong; values are not shown, for they may be secrets
     */
    public static void check(
            Class<? extends Record> type, Mapping object, Diagnostics diagnostics) {
        new MessageTypes(diagnostics).object(type, object, "");
    }

    private void object(Class<? extends Record> type, Mapping object, String path) {
        for (Mapping.Entry entry : object.entries()) {
            RecordSchema.of(type)
                    .find(entry.key())
                    .filter(key -> !key.readOnly() && !isNull(entry.value()))
                    .ifPresent(key -> value(key.type(), entry.value(), join(path, key.name())));
        }
    }

    private void value(ValueType type, Node node, String path) {
        switch (type) {
            case Simple simple when simple == Simple.TEXTS && node instanceof Sequence texts ->
                    items(texts, Simple.TEXT, path);
            case Simple simple -> {
                if (!fits(simple, node)) {
                    wrong(node, path, wanted(simple));
                }
            }
            case ObjectOf(var inner) when node instanceof Mapping mapping ->
                    object(inner, mapping, path);
            case ObjectOf _ -> wrong(node, path, "an object");
            case ListOf(var inner) when node instanceof Sequence list ->
                    items(list, new ObjectOf(inner), path);
            case ListOf _ -> wrong(node, path, "a list");
        }
    }

    private void items(Sequence list, ValueType type, String path) {
        List<Node> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            value(type, items.get(i), path + "[" + i + "]");
        }
    }

    private static boolean fits(Simple type, Node node) {
        return switch (type) {
            case TEXT, SECRET -> node instanceof Scalar scalar && scalar.value() instanceof String;
            case TRUTH -> node instanceof Scalar scalar && scalar.value() instanceof Boolean;
            case INT, LONG -> node instanceof Scalar scalar && scalar.value() instanceof BigInteger;
            case DURATION ->
                    node instanceof Scalar scalar
                            && (scalar.value() instanceof BigInteger
                                    || scalar.value() instanceof String);
            case TEXTS -> false;
            case OPEN_MAP, TEXT_MAP -> node instanceof Mapping;
        };
    }

    private static String wanted(Simple type) {
        return switch (type) {
            case TEXT, SECRET -> "a text";
            case TRUTH -> "true or false";
            case INT, LONG -> "a whole number";
            case DURATION -> "nanoseconds or a text such as \"10s\"";
            case TEXTS -> "a list of texts";
            case OPEN_MAP, TEXT_MAP -> "an object";
        };
    }

    private void wrong(Node node, String path, String wanted) {
        diagnostics.error(node.location(), path, node.kind() + " where " + wanted + " is wanted");
    }

    private static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
