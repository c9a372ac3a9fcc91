package io.gost.runtime.plugin;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.DialerProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Provider;
import io.gost.spi.SelectionStrategyProvider;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The plugins of this process, and what was wrong with those that are not among them. Immutable;
 * loaded once at start.
 */
public final class Plugins {
    private final Registry<HandlerProvider<?>> handlers;
    private final Registry<ListenerProvider<?>> listeners;
    private final Registry<ConnectorProvider<?>> connectors;
    private final Registry<DialerProvider<?>> dialers;
    private final Registry<SelectionStrategyProvider<?>> strategies;
    private final Registry<MultiplexerProvider<?>> multiplexers;
    private final List<LoadedPlugin> loaded;
    private final List<PluginProblem> problems;

    Plugins(
            TypeClaims claims,
            List<LoadedPlugin> loaded,
            List<Path> directories,
            List<PluginProblem> problems) {
        MissingType missing = new MissingType(directories, problems);
        this.handlers =
                claims.registry(ExtensionKind.HANDLER, p -> (HandlerProvider<?>) p, missing);
        this.listeners =
                claims.registry(ExtensionKind.LISTENER, p -> (ListenerProvider<?>) p, missing);
        this.connectors =
                claims.registry(ExtensionKind.CONNECTOR, p -> (ConnectorProvider<?>) p, missing);
        this.dialers = claims.registry(ExtensionKind.DIALER, p -> (DialerProvider<?>) p, missing);
        this.strategies =
                claims.registry(
                        ExtensionKind.STRATEGY, p -> (SelectionStrategyProvider<?>) p, missing);
        this.multiplexers =
                claims.registry(
                        ExtensionKind.MULTIPLEXER, p -> (MultiplexerProvider<?>) p, missing);
        this.loaded = List.copyOf(loaded);
        this.problems = List.copyOf(problems);
    }

    /**
     * Loads every plugin of some directories: jars, directories of jars and exploded modules.
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
        return new PluginLoader(Host.current()).load(directories);
    }

    /**
     * Registers providers that are already there, without files and layers: for programs that embed
     * the runtime, and for tests.
     *
     * @param providers any kinds; of two that claim one type neither gets it
     * @return the plugins, with no {@link #loaded} files
     */
    public static Plugins of(List<? extends Provider<?>> providers) {
        return PluginLoader.register(providers);
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
     * The plugins in use.
     *
     * @return libraries before those that use them, else in order of finding
     */
    public List<LoadedPlugin> loaded() {
        return loaded;
    }

    /**
     * What was refused or odd, one line each.
     *
     * @return in order of finding
     */
    public List<PluginProblem> problems() {
        return problems;
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
