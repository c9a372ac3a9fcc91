package io.gost.runtime.config.binding;

import io.gost.runtime.config.Always;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.ReadOnly;
import io.gost.runtime.config.Refers;
import io.gost.runtime.config.Spelling;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Set;

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
public record RecordKey(
        String name,
        String yaml,
        String json,
        ValueType type,
        Set<Format> always,
        boolean readOnly,
        String refers,
        RecordComponent component) {
    static RecordKey of(RecordComponent component) {
        Spelling spelling = component.getAnnotation(Spelling.class);
        String name = spelling == null ? component.getName() : spelling.value();
        Always always = component.getAnnotation(Always.class);
        Refers refers = component.getAnnotation(Refers.class);
        return new RecordKey(
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
