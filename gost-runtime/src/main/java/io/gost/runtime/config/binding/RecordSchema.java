package io.gost.runtime.config.binding;

import io.gost.runtime.config.Always;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.Guarded;
import io.gost.runtime.config.ReadOnly;
import io.gost.runtime.config.Refers;
import io.gost.runtime.config.Shorthand;
import io.gost.runtime.config.Spelling;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of one configuration object, taken from its record class. */
public final class RecordSchema {
    private static final ClassValue<RecordSchema> SCHEMAS =
            new ClassValue<>() {
                @Override
                protected RecordSchema computeValue(Class<?> type) {
                    return new RecordSchema(type.asSubclass(Record.class));
                }
            };

    private final List<Key> keys;
    private final Map<String, Key> byName;
    private final Constructor<? extends Record> constructor;
    private final boolean guarded;
    private final String shorthand;

    private RecordSchema(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.keys = Arrays.stream(components).map(Key::of).toList();
        this.byName =
                keys.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        key -> key.name().toLowerCase(Locale.ROOT),
                                        Function.identity()));
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
        this.guarded = type.isAnnotationPresent(Guarded.class);
        Shorthand annotation = type.getAnnotation(Shorthand.class);
        this.shorthand = annotation == null ? "" : annotation.value();
    }

    /**
     * The schema of a record class.
     *
     * @param type the class
     * @return its schema
     */
    public static RecordSchema of(Class<? extends Record> type) {
        return SCHEMAS.get(type);
    }

    /**
     * The keys.
     *
     * @return the keys in the order they are written
     */
    public List<Key> keys() {
        return keys;
    }

    /**
     * Finds a key.
     *
     * @param name its name in any case
     * @return the key, if the object has it
     */
    public Optional<Key> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether an unknown key is an error, because the object protects something. */
    boolean guarded() {
        return guarded;
    }

    /** The key that a plain text stands for; empty when only an object will do. */
    String shorthand() {
        return shorthand;
    }

    Record create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot create " + constructor, e);
        }
    }

    /**
     * One key of an object.
     *
     * @param name the key as it is documented
     * @param yaml the key as YAML writes it
     * @param json the key as JSON writes it
     * @param type what it takes
     * @param always where it is written even if it is empty
     * @param readOnly whether it is ignored when it is read
     * @param refers the section it names entries of; empty if it names none
     * @param component the record component that holds it
     */
    public record Key(
            String name,
            String yaml,
            String json,
            ValueType type,
            Set<Format> always,
            boolean readOnly,
            String refers,
            RecordComponent component) {
        static Key of(RecordComponent component) {
            Spelling spelling = component.getAnnotation(Spelling.class);
            String name = spelling == null ? component.getName() : spelling.value();
            Always always = component.getAnnotation(Always.class);
            Refers refers = component.getAnnotation(Refers.class);
            return new Key(
                    name,
                    spelling == null || spelling.yaml().isEmpty() ? name : spelling.yaml(),
                    spelling == null || spelling.json().isEmpty() ? name : spelling.json(),
                    ValueType.of(component.getGenericType()),
                    always == null ? Set.of() : Set.of(always.value()),
                    component.isAnnotationPresent(ReadOnly.class),
                    refers == null ? "" : refers.value(),
                    component);
        }

        /** The key as a notation writes it. */
        String spelled(Format format) {
            return switch (format) {
                case YAML -> yaml;
                case JSON -> json;
            };
        }

        /**
         * The value in a record.
         *
         * @param record the record
         * @return the value; {@code null} for an absent object
         */
        public @Nullable Object valueIn(Record record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }
}
