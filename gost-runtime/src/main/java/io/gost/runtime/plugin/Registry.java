package io.gost.runtime.plugin;

import io.gost.spi.GostException;
import io.gost.spi.Provider;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The providers of one kind by type. Thread-safe: a plugin may be opened when its type is first
 * asked for.
 *
 * @param <P> the kind's provider interface
 */
public final class Registry<P extends Provider<?>> {
    private final ExtensionKind kind;
    private final PluginCatalogue catalogue;
    private final Function<Provider<?>, P> cast;

    Registry(ExtensionKind kind, PluginCatalogue catalogue, Function<Provider<?>, P> cast) {
        this.kind = kind;
        this.catalogue = catalogue;
        this.cast = cast;
    }

    /**
     * Looks a type up.
     *
     * @param type as the user wrote it, in any case
     * @return its provider; empty when no plugin provides the type, or two claim it
     */
    public Optional<P> find(String type) {
        return catalogue.find(kind, type.toLowerCase(Locale.ROOT)).map(cast);
    }

    /**
     * Every type that {@link #find} finds, aliases included.
     *
     * @return unmodifiable, in alphabetical order
     */
    public SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(catalogue.types(kind));
    }

    /**
     * The names of the provider that has a type.
     *
     * @param type as the user wrote it
     * @return those that {@link #find} finds it by, canonical first; empty when it finds none
     */
    public List<String> names(String type) {
        return catalogue.names(kind, type.toLowerCase(Locale.ROOT));
    }

    /**
     * Says why {@link #find} does not find a type.
     *
     * @param type as the user wrote it
     * @return one line: the type, the likely reason and the types there are
     */
    public String missing(String type) {
        return catalogue.missing(kind, type);
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
