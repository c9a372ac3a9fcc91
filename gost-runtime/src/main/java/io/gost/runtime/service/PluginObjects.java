package io.gost.runtime.service;

import io.gost.runtime.component.LentMultiplexer;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.OptionReader;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.plugin.Registry;
import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.PluginContext;
import io.gost.spi.Provider;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes plugin objects from a type and a metadata map. What goes wrong becomes a problem with the
 * configuration path, and the object is missing.
 */
final class PluginObjects {
    private static final String USUAL_MULTIPLEXER = "smux";

    private final Plugins plugins;
    private final OptionReader reader;
    private final ProblemSink problems;

    PluginObjects(Plugins plugins, ProblemSink problems) {
        this.plugins = plugins;
        this.reader = new OptionReader(plugins);
        this.problems = problems;
    }

    /** Begins to read maps whose keys are judged together. */
    OptionGroup group() {
        return reader.group(problems);
    }

    Optional<Handler> handler(
            String type,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            HandlerContext context) {
        return find(plugins.handlers(), type, path + ".type")
                .flatMap(provider -> handler(provider, path, metadata, group, context));
    }

    /** Like {@link #handler}, but a type that no plugin provides is no problem. */
    Optional<Handler> delegate(
            String type, String path, Map<String, ?> metadata, HandlerContext context) {
        return plugins.handlers()
                .find(type)
                .flatMap(provider -> handler(provider, path, metadata, group(), context));
    }

    Optional<Listener> listener(
            String type,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            ListenerContext context) {
        return find(plugins.listeners(), type, path + ".type")
                .flatMap(provider -> listener(provider, path, metadata, group, context));
    }

    Optional<Connector> connector(
            String type,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            ConnectorContext context) {
        return find(plugins.connectors(), type, path + ".type")
                .flatMap(provider -> connector(provider, path, metadata, group, context));
    }

    Optional<Dialer> dialer(
            String type,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            DialerContext context) {
        return find(plugins.dialers(), type, path + ".type")
                .flatMap(provider -> dialer(provider, path, metadata, group, context));
    }

    Optional<SelectionStrategy> strategy(
            String type,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            PluginContext context) {
        return find(plugins.strategies(), type, path + ".strategy")
                .flatMap(provider -> strategy(provider, path, metadata, group, context));
    }

    /**
     * Lends the multiplexers that an object's metadata may name.
     *
     * @param path the object's
     * @param metadata the object's
     * @param group the one that the object's own keys are read in
     */
    LentMultiplexer multiplexer(String path, Map<String, ?> metadata, OptionGroup group) {
        return (version, context) -> {
            MultiplexerProvider<?> provider = multiplexer(path, metadata);
            Map<String, Object> values = new HashMap<>(metadata);
            if (metadataValue(metadata, "mux.version") == null) {
                values.put("mux.version", version);
            }
            return multiplexer(provider, path + ".metadata", values, group, context);
        };
    }

    private MultiplexerProvider<?> multiplexer(String path, Map<String, ?> metadata) {
        Object named = metadataValue(metadata, "mux.type");
        boolean chosen = named != null && !named.equals("");
        String type = chosen ? String.valueOf(named) : USUAL_MULTIPLEXER;
        return plugins.multiplexers()
                .find(type)
                .orElseThrow(
                        () ->
                                chosen
                                        ? plugins.multiplexers()
                                                .unknown(type, path + ".metadata.mux.type")
                                        : new GostException(
                                                Category.PLUGIN,
                                                plugins.multiplexers().missing(type)));
    }

    private static <O> Multiplexer multiplexer(
            MultiplexerProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            PluginContext context) {
        return provider.create(group.read(provider, path, metadata), context);
    }

    private static @Nullable Object metadataValue(Map<String, ?> metadata, String key) {
        return metadata.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .<@Nullable Object>map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private <O> Optional<Handler> handler(
            HandlerProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            HandlerContext context) {
        return make(
                path,
                () -> provider.create(group.read(provider, path + ".metadata", metadata), context));
    }

    private <O> Optional<Listener> listener(
            ListenerProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            ListenerContext context) {
        return make(
                path,
                () -> provider.create(group.read(provider, path + ".metadata", metadata), context));
    }

    private <O> Optional<Connector> connector(
            ConnectorProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            ConnectorContext context) {
        return make(
                path,
                () -> provider.create(group.read(provider, path + ".metadata", metadata), context));
    }

    private <O> Optional<Dialer> dialer(
            DialerProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            DialerContext context) {
        return make(
                path,
                () -> provider.create(group.read(provider, path + ".metadata", metadata), context));
    }

    private <O> Optional<SelectionStrategy> strategy(
            SelectionStrategyProvider<O> provider,
            String path,
            Map<String, ?> metadata,
            OptionGroup group,
            PluginContext context) {
        return make(
                path,
                () -> provider.create(group.read(provider, path + ".metadata", metadata), context));
    }

    private <P extends Provider<?>> Optional<P> find(
            Registry<P> registry, String type, String key) {
        Optional<P> provider = registry.find(type);
        if (provider.isEmpty()) {
            problems.error(key, registry.missing(type));
        }
        return provider;
    }

    private <T> Optional<T> make(String path, Supplier<T> factory) {
        try {
            return Optional.of(factory.get());
        } catch (GostException e) {
            report(path, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            problems.error(path, "the plugin failed: " + e);
        }
        return Optional.empty();
    }

    /** Plugins know where they stand: a message may begin with the path, or one below it. */
    private void report(String path, String message) {
        int end = message.indexOf(": ");
        if (end >= path.length() && isWithin(path, message.substring(0, end))) {
            problems.error(message.substring(0, end), message.substring(end + 2));
        } else {
            problems.error(path, message);
        }
    }

    private static boolean isWithin(String path, String other) {
        return other.equals(path) || other.startsWith(path + ".") || other.startsWith(path + "[");
    }
}
