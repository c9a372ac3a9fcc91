package io.gost.runtime.plugin;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who provides which type. A type claimed twice belongs to nobody: whichever jar won would shadow
 * the other without a word, and which one that is would depend on file names.
 */
final class TypeClaims {
    private final Map<ExtensionKind, Map<String, Extension>> claims =
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

    /** The only provider of a type. */
    Optional<Extension> find(ExtensionKind kind, String type) {
        return contestedOf(kind).containsKey(type)
                ? Optional.empty()
                : Optional.ofNullable(of(kind).get(type));
    }

    /** The types that {@link #find} finds. */
    Set<String> types(ExtensionKind kind) {
        Set<String> types = new HashSet<>(of(kind).keySet());
        types.removeAll(contestedOf(kind).keySet());
        return types;
    }

    /** Who contests a type; empty when nobody does. */
    Optional<String> contest(ExtensionKind kind, String type) {
        return Optional.ofNullable(contestedOf(kind).get(type));
    }

    private Map<String, Extension> of(ExtensionKind kind) {
        return claims.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    private Map<String, String> contestedOf(ExtensionKind kind) {
        return contested.computeIfAbsent(kind, _ -> new HashMap<>());
    }
}
