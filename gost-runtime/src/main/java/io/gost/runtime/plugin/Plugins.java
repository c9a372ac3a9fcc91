package io.gost.runtime.plugin;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.DialerProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Provider;
import io.gost.spi.SelectionStrategyProvider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The plugins of this process, and what was wrong with those that are not among them. Found once at
 * start; thread-safe, because one that an index vouches for is opened when it is first needed.
 */
public final class Plugins {
    private final Registry<HandlerProvider<?>> handlers;
    private final Registry<ListenerProvider<?>> listeners;
    private final Registry<ConnectorProvider<?>> connectors;
    private final Registry<DialerProvider<?>> dialers;
    private final Registry<SelectionStrategyProvider<?>> strategies;
    private final Registry<MultiplexerProvider<?>> multiplexers;
    private final PluginCatalogue catalogue;

    private Plugins(PluginCatalogue catalogue) {
        this.catalogue = catalogue;
        handlers = new Registry<>(ExtensionKind.HANDLER, catalogue, p -> (HandlerProvider<?>) p);
        listeners = new Registry<>(ExtensionKind.LISTENER, catalogue, p -> (ListenerProvider<?>) p);
        connectors =
                new Registry<>(ExtensionKind.CONNECTOR, catalogue, p -> (ConnectorProvider<?>) p);
        dialers = new Registry<>(ExtensionKind.DIALER, catalogue, p -> (DialerProvider<?>) p);
        strategies =
                new Registry<>(
                        ExtensionKind.STRATEGY, catalogue, p -> (SelectionStrategyProvider<?>) p);
        multiplexers =
                new Registry<>(
                        ExtensionKind.MULTIPLEXER, catalogue, p -> (MultiplexerProvider<?>) p);
    }

    /**
     * Finds the plugins of some directories: jars, directories of jars and exploded modules. Each
     * is opened now, or when it is first needed if the directory's {@code plugins.index} knows it.
     *
     * <p>Never throws: a plugin that cannot be used is left out and named in {@link #problems}.
     * Whether that matters is for the configuration to say, which finds the type {@linkplain
     * Registry#unknown unknown}. A type that two plugins claim is unknown too.
     *
     * @param directories in order of search, read by file name; the same directory twice counts
     *     once; one may itself be a jar or an exploded module, for development
     * @return the plugins
     */
    public static Plugins load(List<Path> directories) {
        return load(directories, List.of());
    }

    /**
     * Finds the plugins of some directories that the user allows, like {@link #load(List)}.
     *
     * @param directories in order of search
     * @param policies which of them may be opened, by all of these; the others are {@linkplain
     *     #problems refused}
     * @return the plugins
     */
    public static Plugins load(List<Path> directories, List<PluginPolicy> policies) {
        return new Plugins(PluginCatalogue.of(directories, Host.current(), policies));
    }

    /**
     * Opens every plugin of a directory and writes its {@code plugins.index}, which lets later
     * starts open only what they need.
     *
     * @param directory a plugins directory
     * @param problems hears of those that are left out, because each start has to say it again
     * @return how many plugins the index knows
     * @throws IOException when it cannot be written
     */
    public static int writeIndex(Path directory, Consumer<PluginProblem> problems)
            throws IOException {
        Host host = Host.current();
        PluginCatalogue catalogue = PluginCatalogue.withoutIndex(List.of(directory), host);
        catalogue.report(problems);
        List<IndexedPlugin> plugins = catalogue.indexable();
        PluginIndex.write(directory, host, plugins);
        return plugins.size();
    }

    /**
     * Registers providers that are already there, without files and layers: for programs that embed
     * the runtime, and for tests.
     *
     * @param providers any kinds; of two that claim one type neither gets it
     * @return the plugins, with no {@link #loaded} files
     */
    public static Plugins of(List<? extends Provider<?>> providers) {
        return new Plugins(PluginCatalogue.of(providers));
    }

    /**
     * Protocols spoken with clients.
     *
     * @return by type
     */
    public Registry<HandlerProvider<?>> handlers() {
        return handlers;
    }

    /**
     * Transports that accept connections.
     *
     * @return by type
     */
    public Registry<ListenerProvider<?>> listeners() {
        return listeners;
    }

    /**
     * Protocols spoken with nodes.
     *
     * @return by type
     */
    public Registry<ConnectorProvider<?>> connectors() {
        return connectors;
    }

    /**
     * Transports to nodes.
     *
     * @return by type
     */
    public Registry<DialerProvider<?>> dialers() {
        return dialers;
    }

    /**
     * Ways of picking one of several.
     *
     * @return by type
     */
    public Registry<SelectionStrategyProvider<?>> strategies() {
        return strategies;
    }

    /**
     * Ways of carrying many streams over one connection.
     *
     * @return by type
     */
    public Registry<MultiplexerProvider<?>> multiplexers() {
        return multiplexers;
    }

    /**
     * The plugins in use. Opens those that were not needed so far.
     *
     * @return libraries before those that use them, else in order of finding
     */
    public List<LoadedPlugin> loaded() {
        return catalogue.loaded();
    }

    /**
     * The SHA-256 of every file of the plugins in use, which opens those that were not needed so
     * far.
     *
     * @return by the plugin's name, then by file, both in alphabetical order
     * @throws IOException when a file cannot be read
     */
    public Map<String, Map<String, String>> digests() throws IOException {
        Map<String, Map<String, String>> digests = new TreeMap<>();
        for (LoadedPlugin plugin : loaded()) {
            digests.put(plugin.name(), PluginPolicy.digests(plugin.file()));
        }
        return digests;
    }

    /**
     * The plugins that have been asked for a type so far, with the library plugins they require:
     * once a configuration is assembled, those that it needs.
     *
     * @return libraries before those that use them
     */
    public List<LoadedPlugin> needed() {
        return catalogue.needed();
    }

    /**
     * Counts a plugin among the {@linkplain #needed needed} ones, whether it is asked for a type or
     * not.
     *
     * @param name its short name
     * @return whether there is one
     */
    public boolean need(String name) {
        return catalogue.need(name);
    }

    /**
     * The host's modules that a plugin requires.
     *
     * @param plugin one of {@link #needed}
     * @return names in alphabetical order, the JDK's among them
     */
    public Set<String> hostModules(LoadedPlugin plugin) {
        return catalogue.hostModules(plugin.file());
    }

    /**
     * Says why no plugin provides a type, of whatever kind.
     *
     * @param type as the user wrote it
     * @return one line: the type, the likely reason and the types there are
     */
    public String missing(String type) {
        return catalogue.missing(type);
    }

    /**
     * What was refused or odd, one line each. Opens the plugins that were not needed so far.
     *
     * @return in order of finding
     */
    public List<PluginProblem> problems() {
        return catalogue.problems();
    }

    /**
     * Tells what was refused or odd so far, and later what is found when further plugins are
     * needed. Opens nothing.
     *
     * @param listener called once for each problem, by the thread that finds it
     */
    public void report(Consumer<PluginProblem> listener) {
        catalogue.report(listener);
    }

    /**
     * The providers of a kind that is chosen at run time.
     *
     * @param kind any
     * @return by type
     */
    public Registry<? extends Provider<?>> registry(ExtensionKind kind) {
        return switch (kind) {
            case HANDLER -> handlers;
            case LISTENER -> listeners;
            case CONNECTOR -> connectors;
            case DIALER -> dialers;
            case STRATEGY -> strategies;
            case MULTIPLEXER -> multiplexers;
        };
    }

    /** The provider of another type of the same kind. */
    Optional<? extends Provider<?>> sibling(Provider<?> provider, String type) {
        return registry(ExtensionKind.of(provider)).find(type);
    }
}
