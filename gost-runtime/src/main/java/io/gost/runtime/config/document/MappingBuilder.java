package io.gost.runtime.config.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Builds an object that was not written in a file, key by key. What is empty is left out. */
public final class MappingBuilder {
    private final Location location;
    private final List<Mapping.Entry> entries = new ArrayList<>();

    /**
     * Starts without keys.
     *
     * @param location where all values come from
     */
    public MappingBuilder(Location location) {
        this.location = location;
    }

    /**
     * Adds a text.
     *
     * @param key the key
     * @param text the text; empty adds nothing
     * @return this builder
     */
    public MappingBuilder text(String key, String text) {
        return text.isEmpty() ? this : put(key, Scalar.text(location, text));
    }

    /**
     * Adds a number.
     *
     * @param key the key
     * @param number the number; zero adds nothing
     * @return this builder
     */
    public MappingBuilder number(String key, long number) {
        return number == 0 ? this : put(key, Scalar.number(location, number));
    }

    /**
     * Adds a truth value.
     *
     * @param key the key
     * @param truth the truth value; {@code false} adds nothing
     * @return this builder
     */
    public MappingBuilder truth(String key, boolean truth) {
        return truth ? put(key, Scalar.truth(location, true)) : this;
    }

    /**
     * Adds a list of texts.
     *
     * @param key the key
     * @param texts the texts; none adds nothing
     * @return this builder
     */
    public MappingBuilder texts(String key, List<String> texts) {
        return list(key, texts.stream().map(text -> Scalar.text(location, text)).toList());
    }

    /**
     * Adds a list.
     *
     * @param key the key
     * @param items the items; none adds nothing
     * @return this builder
     */
    public MappingBuilder list(String key, Collection<? extends Node> items) {
        return items.isEmpty() ? this : put(key, new Sequence(location, List.copyOf(items)));
    }

    /**
     * Adds an object.
     *
     * @param key the key
     * @param object the object; without keys it adds nothing
     * @return this builder
     */
    public MappingBuilder object(String key, Mapping object) {
        return object.entries().isEmpty() ? this : put(key, object);
    }

    /**
     * Adds a value, even an empty one.
     *
     * @param key the key
     * @param value the value
     * @return this builder
     */
    public MappingBuilder put(String key, Node value) {
        entries.add(new Mapping.Entry(key, location, value));
        return this;
    }

    /**
     * The object with the keys added so far.
     *
     * @return the object
     */
    public Mapping build() {
        return new Mapping(location, entries);
    }
}
