package io.gost.runtime.config.binding;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.OpaqueMap;
import io.gost.runtime.config.document.JsonWriter;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.config.document.YamlWriter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Values without a schema, as metadata holds them. */
final class OpenValues {
    private static final Location NOWHERE = Location.of("");

    private OpenValues() {}

    static OpaqueMap<Object> map(Mapping mapping) {
        var values = new LinkedHashMap<String, Object>();
        mapping.entries().forEach(entry -> values.put(entry.key(), value(entry.value())));
        return OpaqueMap.of(values);
    }

    private static Object value(Node node) {
        return switch (node) {
            case Mapping mapping -> map(mapping);
            case Sequence sequence -> sequence.items().stream().map(OpenValues::value).toList();
            case Scalar scalar -> value(scalar);
        };
    }

    private static Object value(Scalar scalar) {
        return switch (scalar.value()) {
            case String text -> text;
            case Boolean truth -> truth;
            case Double number -> number;
            case BigInteger number when number.bitLength() < Integer.SIZE -> number.intValueExact();
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValueExact();
            case BigInteger number -> number;
            default -> scalar.isNull() ? OpaqueMap.NULL : scalar.moment();
        };
    }

    /** The tree of a map, its keys in the order the notation lists them. */
    static Mapping tree(OpaqueMap<?> map, Format format) {
        List<String> keys = new ArrayList<>(map.keySet());
        List<String> sorted =
                switch (format) {
                    case YAML -> YamlWriter.sorted(keys);
                    case JSON -> JsonWriter.sorted(keys);
                };
        var entries = new ArrayList<Mapping.Entry>();
        for (String key : sorted) {
            Object value = map.get(key);
            if (value != null) {
                entries.add(new Mapping.Entry(key, NOWHERE, tree(value, format)));
            }
        }
        return new Mapping(NOWHERE, entries);
    }

    private static Node tree(Object value, Format format) {
        return switch (value) {
            case OpaqueMap<?> map -> tree(map, format);
            case List<?> list ->
                    new Sequence(NOWHERE, list.stream().map(item -> tree(item, format)).toList());
            case String text -> Scalar.text(NOWHERE, text);
            case Boolean truth -> Scalar.truth(NOWHERE, truth);
            case Integer number -> Scalar.number(NOWHERE, number);
            case Long number -> Scalar.number(NOWHERE, number);
            case Object number when number instanceof BigInteger || number instanceof Double ->
                    new Scalar(NOWHERE, number.toString(), number);
            default -> new Scalar(NOWHERE, "null", Scalar.NULL);
        };
    }
}
