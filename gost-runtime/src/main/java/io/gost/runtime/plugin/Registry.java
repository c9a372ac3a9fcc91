package io.gost.runtime.plugin;

import io.gost.spi.GostException;
import io.gost.spi.Provider;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The providers of one kind by type. Immutable.
 *
 * @param <P> the kind's provider interface
 */
public final class Registry<P extends Provider<?>> {
    private final ExtensionKind kind;
    private final NavigableMap<String, P> providers;
    private final Map<String, String> contested;
    private final MissingType missing;

    Registry(
            ExtensionKind kind,
            NavigableMap<String, P> providers,
            Map<String, String> contested,
            MissingType missing) {
        this.kind = kind;
        this.providers = Collections.unmodifiableNavigableMap(new TreeMap<>(providers));
        this.contested = Map.copyOf(contested);
        this.missing = missing;
    }

    /**
     * Looks a type up.
     *
     * @param type as the user wrote it, in any case
     * @return its provider; empty when no plugin provides the type, or two claim it
     */
    public Optional<P> find(String type) {
        return Optional.ofNullable(providers.get(type.toLowerCase(Locale.ROOT)));
    }

    /**
     * Every type that {@link #find} finds, aliases included.
     *
     * @return unmodifiable, in alphabetical order
     */
    public SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(providers.keySet()));
    }

    /**
     * Says why {@link #find} does not find a type.
     *
     * @param type as the user wrote it
     * @return one line: the type, the likely reason and the types there are
     */
    public String missing(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        String claim = contested.get(name);
        return claim != null
                ? claim + "; remove one of the two"
                : "unknown %s type \"%s\"%s; known types: %s"
                        .formatted(
                                kind.noun(),
                                type,
                                missing.explain(kind, name, types()),
                                types().isEmpty() ? "none" : String.join(", ", types()));
    }

    /**
     * What to throw when a configuration names a type that {@link #find} does not find.
     *
     * @param type as the user wrote it
     * @param path where, such as {@code services[0].handler.type}
     * @return a failure of category {@code CONFIG} that names the type, the path, the likely reason
     *     and the types there are, in one line
     */
    public GostException unknown(String type, String path) {
        return new GostException(GostException.Category.CONFIG, path + ": " + missing(type));
    }
}
