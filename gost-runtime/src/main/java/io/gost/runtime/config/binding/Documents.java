package io.gost.runtime.config.binding;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.binding.ValueType.ObjectOf;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done to whole configuration documents before they are read. */
public final class Documents {
    private Documents() {}

    /**
     * Applies the rules of files: {@code api.addr: :1} at the top level means the same as nested
     * keys, and an object at the top level that holds nothing counts as absent.
     *
     * @param root the document of a file
     * @return the document that it stands for
     */
    public static Mapping ofFile(Mapping root) {
        Mapping result = Mapping.empty(root.location());
        for (Mapping.Entry entry : root.entries()) {
            int dot = entry.key().indexOf('.');
            if (dot > 0 && isObject(entry.key().substring(0, dot))) {
                result = nest(result, entry.key(), entry.value());
            } else if (!isObject(entry.key()) || !isHollow(entry.value())) {
                result = append(result, entry);
            }
        }
        return result;
    }

    private static Mapping append(Mapping mapping, Mapping.Entry entry) {
        var entries = new ArrayList<>(mapping.entries());
        entries.add(entry);
        return new Mapping(mapping.location(), entries);
    }

    private static Mapping nest(Mapping mapping, String key, Node value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return mapping.with(key, value);
        }
        String first = key.substring(0, dot);
        Mapping inner =
                mapping.find(first).isPresent()
                        ? mapping.object(first)
                        : Mapping.empty(value.location());
        return mapping.with(first, nest(inner, key.substring(dot + 1), value));
    }

    private static boolean isObject(String key) {
        return RecordSchema.of(Config.class)
                .find(key)
                .filter(section -> section.type() instanceof ObjectOf)
                .isPresent();
    }

    private static boolean isHollow(Node node) {
        return node instanceof Mapping mapping
                && mapping.entries().stream().allMatch(entry -> isHollow(entry.value()));
    }

    /**
     * Merges two documents: lists are put one behind the other, of objects the later one counts as
     * a whole. Keys that no configuration has are left out.
     *
     * @param earlier the document of the sources before
     * @param later the document of the next source
     * @return both
     */
    public static Mapping merge(Mapping earlier, Mapping later) {
        var merged = new MappingBuilder(Location.of("configuration"));
        for (RecordKey section : RecordSchema.of(Config.class).keys()) {
            String name = section.name();
            if (section.type() instanceof ListOf) {
                var items = new ArrayList<>(items(earlier, name));
                items.addAll(items(later, name));
                if (!items.isEmpty()) {
                    merged.put(name, new Sequence(items.getFirst().location(), items));
                }
            } else {
                value(later, name)
                        .or(() -> value(earlier, name))
                        .ifPresent(value -> merged.put(name, value));
            }
        }
        return merged.build();
    }

    /**
     * Sets single keys of the objects at the top level; their other keys stay.
     *
     * @param root a document
     * @param settings the objects with the keys to set
     * @return the document with these keys
     */
    public static Mapping overlay(Mapping root, Mapping settings) {
        Mapping result = root;
        for (Mapping.Entry section : settings.entries()) {
            Mapping keys = settings.object(section.key());
            Mapping object =
                    result.find(section.key()).isPresent()
                            ? result.object(section.key())
                            : Mapping.empty(keys.location());
            for (Mapping.Entry entry : keys.entries()) {
                object = object.with(entry.key(), entry.value());
            }
            result = result.with(section.key(), object);
        }
        return result;
    }

    private static Optional<Node> value(Mapping root, String name) {
        return root.find(name)
                .map(Mapping.Entry::value)
                .filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
    }

    private static List<Node> items(Mapping root, String name) {
        return value(root, name)
                .map(
                        value ->
                                switch (value) {
                                    case Sequence sequence -> sequence.items();
                                    case Mapping mapping when mapping.entries().isEmpty() ->
                                            List.<Node>of();
                                    default -> List.of(value);
                                })
                .orElse(List.of());
    }
}
