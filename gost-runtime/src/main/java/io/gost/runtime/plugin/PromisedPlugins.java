package io.gost.runtime.plugin;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plugins that only an index has spoken for: what they are said to provide, until they are opened.
 */
final class PromisedPlugins {
    private final Map<Path, IndexedPlugin> byFile = new LinkedHashMap<>();
    private final Map<String, IndexedPlugin> byModule = new HashMap<>();
    private final Map<ExtensionKind, TreeMap<String, IndexedPlugin>> byType =
            new EnumMap<>(ExtensionKind.class);
    private final Set<IndexedPlugin> contested = new HashSet<>();
    private final Map<Path, IndexedPlugin> taken = new HashMap<>();

    /**
     * Enters a plugin. One whose module or type another has belongs to {@link #withdrawContested}.
     */
    void add(IndexedPlugin plugin) {
        byFile.put(plugin.location().file(), plugin);
        enter(byModule, plugin.module(), plugin);
        plugin.types()
                .forEach((kind, types) -> types.forEach(type -> enter(of(kind), type, plugin)));
    }

    /** Gives up those that contradict each other: to tell who is right takes more than an index. */
    void withdrawContested() {
        contested.forEach(this::take);
        contested.clear();
    }

    boolean isOf(PluginLocation location) {
        return byFile.containsKey(location.file());
    }

    SortedSet<String> types(ExtensionKind kind) {
        return new TreeSet<>(of(kind).keySet());
    }

    /** The plugin that promised a type, to be opened by the caller. */
    Optional<IndexedPlugin> takeType(ExtensionKind kind, String type) {
        return take(Optional.ofNullable(of(kind).get(type)));
    }

    /** The plugin that is said to be a module, to be opened by the caller. */
    Optional<IndexedPlugin> takeModule(String module) {
        return take(Optional.ofNullable(byModule.get(module)));
    }

    /** Everything that is left, to be opened by the caller. */
    List<PluginLocation> takeAll() {
        List<IndexedPlugin> all = List.copyOf(byFile.values());
        all.forEach(this::take);
        return all.stream().map(IndexedPlugin::location).toList();
    }

    /** Compares what was opened with what was promised. */
    Optional<PluginProblem> broken(PluginCandidate candidate, List<Extension> extensions) {
        IndexedPlugin promise = taken.remove(candidate.file());
        if (promise == null) {
            return Optional.empty();
        }
        SortedSet<String> promised = new TreeSet<>();
        promise.types().forEach((kind, types) -> types.forEach(t -> promised.add(name(kind, t))));
        SortedSet<String> provided = new TreeSet<>();
        extensions.forEach(one -> one.types().forEach(t -> provided.add(name(one.kind(), t))));
        return promised.equals(provided)
                ? Optional.empty()
                : Optional.of(
                        PluginProblem.warning(
                                candidate.file(),
                                candidate.module(),
                                "provides %s, but %s beside it says %s"
                                        .formatted(provided, PluginIndex.FILE, promised),
                                "",
                                "write the index again with: gost plugins index"));
    }

    private static String name(ExtensionKind kind, String type) {
        return kind.noun() + " " + type;
    }

    private void enter(Map<String, IndexedPlugin> index, String key, IndexedPlugin plugin) {
        IndexedPlugin other = index.putIfAbsent(key, plugin);
        if (other != null && !other.equals(plugin)) {
            contested.add(other);
            contested.add(plugin);
        }
    }

    private Optional<IndexedPlugin> take(Optional<IndexedPlugin> plugin) {
        plugin.ifPresent(this::take);
        return plugin;
    }

    private void take(IndexedPlugin plugin) {
        byFile.remove(plugin.location().file());
        byModule.remove(plugin.module(), plugin);
        plugin.types()
                .forEach((kind, types) -> types.forEach(type -> of(kind).remove(type, plugin)));
        taken.put(plugin.location().file(), plugin);
    }

    private Map<String, IndexedPlugin> of(ExtensionKind kind) {
        return byType.computeIfAbsent(kind, _ -> new TreeMap<>());
    }
}
