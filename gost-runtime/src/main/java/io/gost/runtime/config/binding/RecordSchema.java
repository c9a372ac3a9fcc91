package io.gost.runtime.config.binding;

import io.gost.runtime.config.Guarded;
import io.gost.runtime.config.Shorthand;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private final List<RecordKey> keys;
    private final Map<String, RecordKey> byName;
    private final Constructor<? extends Record> constructor;
    private final boolean guarded;
    private final String shorthand;

    private RecordSchema(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.keys = Arrays.stream(components).map(RecordKey::of).toList();
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
    public List<RecordKey> keys() {
        return keys;
    }

    /**
     * Finds a key.
     *
     * @param name its name in any case
     * @return the key, if the object has it
     */
    public Optional<RecordKey> find(String name) {
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

    /**
     * A copy of a record in which one key has another value.
     *
     * @param record the record
     * @param name the key
     * @param value its value
     * @param <R> its class
     * @return the copy
     */
    @SuppressWarnings("unchecked") // a record of the same class
    public static <R extends Record> R with(R record, String name, @Nullable Object value) {
        RecordSchema schema = of(record.getClass());
        @Nullable Object[] values =
                schema.keys.stream()
                        .map(key -> key.name().equals(name) ? value : key.valueIn(record))
                        .toArray();
        return (R) schema.create(values);
    }

    Record create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot create " + constructor, e);
        }
    }
}
