package io.gost.runtime.config.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a document: keys and values in the order they were written.
 *
 * @param location where it begins
 * @param entries its keys and values
 */
public record Mapping(Location location, List<Entry> entries) implements Node {
    /**
     * One key and its value.
     *
     * @param key the key as it was written
     * @param location where the key was written
     * @param value the value
     */
    public record Entry(String key, Location location, Node value) {}

    /** Keeps the entries as they are now. */
    public Mapping {
        entries = List.copyOf(entries);
    }

    /**
     * An object without keys.
     *
     * @param location where it stands
     * @return the object
     */
    public static Mapping empty(Location location) {
        return new Mapping(location, List.of());
    }

    /**
     * Finds a key in any case.
     *
     * @param key the key
     * @return the first entry of that name, if there is one
     */
    public Optional<Entry> find(String key) {
        return entries.stream().filter(entry -> entry.key().equalsIgnoreCase(key)).findFirst();
    }

    /**
     * The value of a key if it is an object.
     *
     * @param key the key, in any case
     * @return the object, or an empty one at the place of this object
     */
    public Mapping object(String key) {
        return find(key)
                .map(Entry::value)
                .map(value -> value instanceof Mapping mapping ? mapping : null)
                .orElseGet(() -> empty(location));
    }

    /**
     * Sets a key.
     *
     * @param key the key; another spelling of it is replaced
     * @param value its value
     * @return the object with the key
     */
    public Mapping with(String key, Node value) {
        var changed = new ArrayList<Entry>();
        boolean found = false;
        for (Entry entry : entries) {
            boolean same = entry.key().equalsIgnoreCase(key);
            changed.add(same ? new Entry(entry.key(), value.location(), value) : entry);
            found |= same;
        }
        if (!found) {
            changed.add(new Entry(key, value.location(), value));
        }
        return new Mapping(location, changed);
    }
}
