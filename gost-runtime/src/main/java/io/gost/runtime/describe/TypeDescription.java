package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.LoadedPlugin;
import io.gost.runtime.plugin.OptionReader;
import io.gost.runtime.plugin.Plugins;
import io.gost.spi.OptionSpec;
import io.gost.spi.Provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
        return plugins.registry(kind).find(type).map(provider -> of(plugins, kind, provider));
    }

    /**
     * Describes everything there is.
     *
     * @param plugins the plugins of this process
     * @return by kind, then by name; each provider once however many names it has
     */
    public static List<TypeDescription> all(Plugins plugins) {
        List<TypeDescription> descriptions = new ArrayList<>();
        for (ExtensionKind kind : ExtensionKind.values()) {
            Set<Provider<?>> providers = new LinkedHashSet<>();
            for (String type : plugins.registry(kind).types()) {
                plugins.registry(kind).find(type).ifPresent(providers::add);
            }
            providers.forEach(provider -> descriptions.add(of(plugins, kind, provider)));
        }
        return List.copyOf(descriptions);
    }

    private static TypeDescription of(Plugins plugins, ExtensionKind kind, Provider<?> provider) {
        List<String> types =
                provider.types().stream()
                        .map(type -> type.toLowerCase(Locale.ROOT))
                        .filter(type -> isProvidedBy(plugins, kind, type, provider))
                        .distinct()
                        .toList();
        return new TypeDescription(
                kind,
                types,
                plugins.loaded().stream()
                        .filter(one -> one.types().getOrDefault(kind, List.of()).containsAll(types))
                        .findFirst(),
                new OptionReader(plugins)
                        .describe(provider).stream()
                                .sorted(Comparator.comparing(spec -> !spec.available()))
                                .toList(),
                OptionReader.declared(provider).delegates());
    }

    /** A type that another plugin claims as well is nobody's. */
    @SuppressWarnings("ReferenceEquality") // a provider has one instance
    private static boolean isProvidedBy(
            Plugins plugins, ExtensionKind kind, String type, Provider<?> provider) {
        return plugins.registry(kind).find(type).filter(found -> found == provider).isPresent();
    }
}
