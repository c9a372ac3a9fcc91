package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.LoadedPlugin;
import io.gost.runtime.plugin.OptionReader;
import io.gost.runtime.plugin.Plugins;
import io.gost.spi.GostException;
import io.gost.spi.OptionSpec;
import io.gost.spi.Provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One thing that a plugin provides, with its keys.
 *
 * @param kind what it is
 * @param types the names a user may write, canonical first
 * @param plugin where it comes from; empty for providers without a file
 * @param options its own keys, then those of the types it shares its map with; keys of features
 *     that this version does not have come last
 * @param delegates the types it shares its map with
 */
public record TypeDescription(
        ExtensionKind kind,
        List<String> types,
        Optional<LoadedPlugin> plugin,
        List<OptionSpec> options,
        List<String> delegates) {
    /** Copies the lists. */
    public TypeDescription {
        types = List.copyOf(types);
        options = List.copyOf(options);
        delegates = List.copyOf(delegates);
    }

    /**
     * Describes a type of one kind.
     *
     * @param plugins the plugins of this process
     * @param kind the kind
     * @param type in any case
     * @return the description; empty when no plugin provides the type
     * @throws io.gost.spi.GostException of category {@code PLUGIN} when the provider throws while
     *     it reads its options
     */
    public static Optional<TypeDescription> of(Plugins plugins, ExtensionKind kind, String type) {
        return plugins.registry(kind).find(type).map(found -> of(plugins, kind, type, found));
    }

    /**
     * Describes everything there is, but for providers that cannot read their options.
     *
     * @param plugins the plugins of this process
     * @param failures hears of those, one line each
     * @return by kind, then by name; each provider once however many names it has
     */
    public static List<TypeDescription> all(Plugins plugins, Consumer<String> failures) {
        List<TypeDescription> descriptions = new ArrayList<>();
        for (ExtensionKind kind : ExtensionKind.values()) {
            Set<Provider<?>> seen = new HashSet<>();
            for (String type : plugins.registry(kind).types()) {
                Optional<? extends Provider<?>> provider = plugins.registry(kind).find(type);
                if (provider.filter(seen::add).isPresent()) {
                    try {
                        descriptions.add(of(plugins, kind, type, provider.get()));
                    } catch (GostException e) {
                        failures.accept(failure(plugin(plugins, kind, type), e));
                    }
                }
            }
        }
        return List.copyOf(descriptions);
    }

    private static TypeDescription of(
            Plugins plugins, ExtensionKind kind, String type, Provider<?> provider) {
        return new TypeDescription(
                kind,
                plugins.registry(kind).names(type),
                plugin(plugins, kind, type),
                new OptionReader(plugins)
                        .describe(provider).stream()
                                .sorted(Comparator.comparing(spec -> !spec.available()))
                                .toList(),
                OptionReader.declared(provider).delegates());
    }

    private static Optional<LoadedPlugin> plugin(Plugins plugins, ExtensionKind kind, String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return plugins.loaded().stream()
                .filter(one -> one.types().getOrDefault(kind, List.of()).contains(name))
                .findFirst();
    }

    private static String failure(Optional<LoadedPlugin> plugin, GostException failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        return plugin.map(one -> one.file() + ": ").orElse("") + message;
    }
}
