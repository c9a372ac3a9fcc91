package io.gost.runtime.web;

import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.ValueType;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.binding.ValueType.ObjectOf;
import io.gost.runtime.config.binding.ValueType.Simple;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;

import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration records as schemas of an OpenAPI document. */
final class OpenApiSchemas {
    private static final Location HERE = Location.of("");
    private static final Mapping STRING = map().text("type", "string").build();

    private final SortedMap<String, Mapping> byName = new TreeMap<>();

    /** Adds a record class, and those of its components. */
    void add(Class<? extends Record> type) {
        String name = type.getSimpleName();
        if (byName.containsKey(name)) {
            return;
        }
        byName.put(name, Mapping.empty(HERE)); // classes may refer to each other in a circle
        Mapping properties = Mapping.empty(HERE);
        for (RecordKey key : RecordSchema.of(type).keys()) {
            properties = properties.with(key.json(), schema(key.type()));
        }
        byName.put(name, map().text("type", "object").object("properties", properties).build());
    }

    /** What stands for a record class that was added. */
    static Mapping reference(Class<? extends Record> type) {
        return map().text("$ref", "#/components/schemas/" + type.getSimpleName()).build();
    }

    /** All of them, by name. */
    Mapping build() {
        Mapping schemas = Mapping.empty(HERE);
        for (var entry : byName.entrySet()) {
            schemas = schemas.with(entry.getKey(), entry.getValue());
        }
        return schemas;
    }

    private Mapping schema(ValueType type) {
        return switch (type) {
            case Simple simple -> schema(simple);
            case ObjectOf(var record) -> referenceTo(record);
            case ListOf(var record) -> array(referenceTo(record));
        };
    }

    private static Mapping schema(Simple type) {
        return switch (type) {
            case TEXT -> STRING;
            case SECRET -> map().text("type", "string").text("format", "password").build();
            case TRUTH -> map().text("type", "boolean").build();
            case INT -> integer("int32", "");
            case LONG -> integer("int64", "");
            case DURATION -> integer("int64", "nanoseconds");
            case TEXTS -> array(STRING);
            case OPEN_MAP ->
                    map().text("type", "object").truth("additionalProperties", true).build();
            case TEXT_MAP ->
                    map().text("type", "object").object("additionalProperties", STRING).build();
        };
    }

    private Mapping referenceTo(Class<? extends Record> type) {
        add(type);
        return reference(type);
    }

    private static Mapping integer(String format, String description) {
        return map().text("type", "integer")
                .text("format", format)
                .text("description", description)
                .build();
    }

    private static Mapping array(Mapping items) {
        return map().text("type", "array").object("items", items).build();
    }

    private static MappingBuilder map() {
        return new MappingBuilder(HERE);
    }
}
