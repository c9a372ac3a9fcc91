package io.gost.runtime.config;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An immutable map in the order it was written whose {@link #toString} shows the keys and never the
 * values, because metadata and header maps may hold passwords and tokens.
 *
 * <p>Values of metadata are {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link #NULL}, immutable lists of these, and nested maps
 * of this class.
 *
 * @param <V> type of the values
 */
public final class OpaqueMap<V> extends AbstractMap<String, V> {
    /** What a {@code null} of the document becomes: the key is there and has no value. */
    public static final Object NULL =
            new Object() {
                @Override
                public String toString() {
                    return "null";
                }
            };

    private final Map<String, V> values;

    private OpaqueMap(Map<String, V> values) {
        this.values = values;
    }

    /**
     * The map without entries.
     *
     * @param <V> type of the values it would hold
     * @return an empty map
     */
    public static <V> OpaqueMap<V> empty() {
        return new OpaqueMap<>(Map.of());
    }

    /**
     * Keeps a map as it is now.
     *
     * @param values the entries; their order is kept
     * @param <V> type of the values
     * @return an immutable copy
     */
    public static <V> OpaqueMap<V> of(Map<String, ? extends V> values) {
        return new OpaqueMap<>(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
