package io.gost.runtime.plugin;

import io.gost.spi.GostException;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.Provider;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads {@code metadata} maps with the providers that know their keys, and tells which keys nobody
 * knows.
 */
public final class OptionReader {
    private final Plugins plugins;

    /**
     * Makes a reader.
     *
     * @param plugins where delegated types are looked up
     */
    public OptionReader(Plugins plugins) {
        this.plugins = plugins;
    }

    /**
     * Reads a map that only one provider reads.
     *
     * @param <O> the provider's options
     * @param provider reads the map
     * @param path the map's place, such as {@code services[0].handler.metadata}
     * @param metadata the map
     * @param sink hears each value that is refused, as an error, and each key that nobody reads, as
     *     a warning
     * @return the options; must not be used when the sink heard an error
     * @throws GostException of category {@code PLUGIN} when the provider throws anything else
     */
    public <O> O read(
            Provider<O> provider, String path, Map<String, ?> metadata, ProblemSink sink) {
        OptionGroup group = group(sink);
        O options = group.read(provider, path, metadata);
        group.reportUnread(Set.of());
        return options;
    }

    /**
     * Begins to read maps that share keys: a command line puts its options into the metadata of
     * service, listener and handler alike.
     *
     * @param sink hears what is wrong
     * @return a group without members
     */
    public OptionGroup group(ProblemSink sink) {
        return new OptionGroup(this, sink);
    }

    /**
     * Every key that may stand in a provider's map: its own first, then those of the types it
     * delegates to.
     *
     * @param provider read without values
     * @return each key once, in order of reading
     */
    public List<OptionSpec> describe(Provider<?> provider) {
        List<OptionSpec> specs = new ArrayList<>();
        describe(provider, specs, new HashSet<>());
        return List.copyOf(specs);
    }

    /**
     * What a provider says of its own map, without the keys of those it delegates to.
     *
     * @param provider read without values
     * @return its own keys, and the types of its kind that read the same map
     * @throws GostException of category {@code PLUGIN} when the provider throws anything
     */
    public static DeclaredOptions declared(Provider<?> provider) {
        return declared(view -> read(provider, view));
    }

    /**
     * What is said of a map whose keys the runtime itself knows.
     *
     * @param from reads the map, every key unconditionally
     * @return the keys
     */
    public static DeclaredOptions declared(Consumer<Options> from) {
        Declarations declarations = new Declarations((_, _) -> {});
        from.accept(Options.describing(declarations));
        return new DeclaredOptions(declarations.specs(), declarations.delegates());
    }

    /** Reading runs a plugin's code: what it throws is the plugin's failure, not a bug of ours. */
    static <O> O read(Provider<O> provider, Options options) {
        try {
            return provider.read(options);
        } catch (GostException | OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) { // assertions and checked exceptions, too
            String message =
                    "%sprovider %s throws %s when it reads its options"
                            .formatted(
                                    options.path().isEmpty() ? "" : options.path() + ": ",
                                    provider.getClass().getName(),
                                    e);
            throw new GostException(GostException.Category.PLUGIN, message, e);
        }
    }

    List<OptionSpec> describeSibling(Provider<?> provider, String type) {
        return plugins.sibling(provider, type).map(this::describe).orElse(List.of());
    }

    private void describe(Provider<?> provider, List<OptionSpec> specs, Set<Provider<?>> seen) {
        if (!seen.add(provider)) {
            return; // two types may delegate to each other
        }
        DeclaredOptions declared = declared(provider);
        for (OptionSpec spec : declared.specs()) {
            if (specs.stream().noneMatch(other -> other.name().equalsIgnoreCase(spec.name()))) {
                specs.add(spec);
            }
        }
        for (String type : declared.delegates()) {
            plugins.sibling(provider, type).ifPresent(sibling -> describe(sibling, specs, seen));
        }
    }
}
