package io.gost.runtime.config.binding;

import io.gost.runtime.config.OpaqueMap;
import io.gost.spi.Secret;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

/** What kind of value a key takes. */
public sealed interface ValueType {
    /** A value that is not an object with keys of its own. */
    enum Simple implements ValueType {
        /** {@link String}. */
        TEXT,
        /** {@link Secret}. */
        SECRET,
        /** {@code boolean}. */
        TRUTH,
        /** {@code int}. */
        INT,
        /** {@code long}. */
        LONG,
        /** {@link Duration}. */
        DURATION,
        /** A list of {@link String}. */
        TEXTS,
        /** An {@link OpaqueMap} of anything. */
        OPEN_MAP,
        /** An {@link OpaqueMap} of {@link String}. */
        TEXT_MAP
    }

    /**
     * An object with a schema.
     *
     * @param type its record class
     */
    record ObjectOf(Class<? extends Record> type) implements ValueType {}

    /**
     * A list of objects with a schema.
     *
     * @param type the record class of its elements
     */
    record ListOf(Class<? extends Record> type) implements ValueType {}

    /** The kind of value that a record component of a type takes. */
    static ValueType of(Type type) {
        return switch (type) {
            case ParameterizedType generic -> ofGeneric(generic);
            case Class<?> plain when plain.isRecord() ->
                    new ObjectOf(plain.asSubclass(Record.class));
            case Class<?> plain when plain == String.class -> Simple.TEXT;
            case Class<?> plain when plain == Secret.class -> Simple.SECRET;
            case Class<?> plain when plain == Duration.class -> Simple.DURATION;
            case Class<?> plain when plain == boolean.class -> Simple.TRUTH;
            case Class<?> plain when plain == int.class -> Simple.INT;
            case Class<?> plain when plain == long.class -> Simple.LONG;
            default -> throw new IllegalArgumentException("no configuration value: " + type);
        };
    }

    private static ValueType ofGeneric(ParameterizedType type) {
        Type argument = type.getActualTypeArguments()[0];
        if (type.getRawType() == OpaqueMap.class) {
            return argument == String.class ? Simple.TEXT_MAP : Simple.OPEN_MAP;
        }
        if (type.getRawType() == List.class && argument instanceof Class<?> element) {
            return element == String.class
                    ? Simple.TEXTS
                    : new ListOf(element.asSubclass(Record.class));
        }
        throw new IllegalArgumentException("no configuration value: " + type);
    }
}
