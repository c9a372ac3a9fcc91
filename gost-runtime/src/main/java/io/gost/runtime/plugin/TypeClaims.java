package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who provides which type. A type claimed twice belongs to nobody: whichever jar won would shadow
 * the other without a word, and which one that is would depend on file names.
 */
final class TypeClaims {
    private final Map<ExtensionKind, NavigableMap<String, Extension>> claims =
            new EnumMap<>(ExtensionKind.class);
    private final Map<ExtensionKind, Map<String, String>> contested =
            new EnumMap<>(ExtensionKind.class);

    /** Enters every type of an extension. */
    void add(Extension extension, String module, Consumer<PluginProblem> problems) {
        ExtensionKind kind = extension.kind();
        for (String type : extension.types()) {
            Extension first = of(kind).putIfAbsent(type, extension);
            if (first == null) {
                continue;
            }
            String claim =
                    "%s type \"%s\" is claimed by both %s and %s"
                            .formatted(kind.noun(), type, first.origin(), extension.origin());
            contestedOf(kind).putIfAbsent(type, claim);
            problems.accept(
                    PluginProblem.refused(
                            extension.file(),
                            module,
                            claim,
                            "one plugin for each type",
                            "remove one of the two; until then nobody provides the type"));
        }
    }

    boolean isContested(ExtensionKind kind, String type) {
        return contestedOf(kind).containsKey(type);
    }

    /** The lookup for one kind, without the contested types. */
    <P extends Provider<?>> Registry<P> registry(
            ExtensionKind kind, Function<Provider<?>, P> cast, MissingType missing) {
        NavigableMap<String, P> providers = new TreeMap<>();
        of(kind).forEach(
                        (type, extension) -> providers.put(type, cast.apply(extension.provider())));
        contestedOf(kind).keySet().forEach(providers::remove);
        return new Registry<>(kind, providers, contestedOf(kind), missing);
    }

    private NavigableMap<String, Extension> of(ExtensionKind kind) {
        return claims.computeIfAbsent(kind, _ -> new TreeMap<>());
    }

    private Map<String, String> contestedOf(ExtensionKind kind) {
        return contested.computeIfAbsent(kind, _ -> new HashMap<>());
    }
}
