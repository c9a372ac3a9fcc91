package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes plugins from files to providers, and knows who provides which type.
 *
 * <p>To open a plugin is to read and check its descriptors, to define its layer and to make its
 * providers. Whatever no index vouches for is opened at once; a plugin that an {@linkplain
 * PluginIndex index} knows is opened when somebody asks for one of its types, requires its module,
 * claims the same type or wants to see everything. Thread-safe: a later configuration may need what
 * the first did not.
 */
final class PluginCatalogue {
    private final Host host;
    private final List<Path> directories;
    private final List<PluginPolicy> policies;
    private final PluginCheck check;
    private final PluginGraph graph;
    private final PluginLayers layers;
    private final TypeClaims claims = new TypeClaims();
    private final PromisedPlugins promises = new PromisedPlugins();
    private final Map<PluginCandidate, List<Extension>> opened = new LinkedHashMap<>();
    private final Set<Path> asked = new HashSet<>();
    private final List<PluginProblem> problems = new ArrayList<>();
    private Consumer<PluginProblem> listener = _ -> {};

    private PluginCatalogue(Host host, List<Path> directories, List<PluginPolicy> policies) {
        this.host = host;
        this.policies = List.copyOf(policies);
        this.directories = List.copyOf(directories);
        check = new PluginCheck(host);
        graph = new PluginGraph(host, this::problem);
        layers = new PluginLayers(host);
    }

    /** Opens what no index knows. */
    static PluginCatalogue of(List<Path> directories, Host host, List<PluginPolicy> policies) {
        PluginCatalogue catalogue = new PluginCatalogue(host, directories, policies);
        catalogue.begin(PluginIndex.read(directories, host, catalogue::problem));
        return catalogue;
    }

    /** Opens everything, whatever an index says. */
    static PluginCatalogue withoutIndex(List<Path> directories, Host host) {
        PluginCatalogue catalogue = new PluginCatalogue(host, directories, List.of());
        catalogue.begin(PluginIndex.EMPTY);
        return catalogue;
    }

    /** Knows providers that are already there. */
    static PluginCatalogue of(List<? extends Provider<?>> providers) {
        PluginCatalogue catalogue = new PluginCatalogue(Host.current(), List.of(), List.of());
        for (Provider<?> provider : providers) {
            Arrays.stream(ExtensionKind.values())
                    .filter(kind -> kind.service().isInstance(provider))
                    .map(kind -> new Extension(kind, provider, provider.types(), Path.of("")))
                    .forEach(one -> catalogue.claims.add(one, "", catalogue::problem));
        }
        return catalogue;
    }

    private synchronized void begin(PluginIndex index) {
        List<PluginLocation> found = PluginFinder.find(directories, this::problem);
        found.forEach(
                location -> index.find(location).filter(this::isAllowed).ifPresent(promises::add));
        promises.withdrawContested();
        open(found.stream().filter(location -> !promises.isOf(location)).toList());
    }

    /**
     * The provider of a type, opened now if it was not.
     *
     * @param type in lower case
     */
    synchronized Optional<Provider<?>> find(ExtensionKind kind, String type) {
        promises.takeType(kind, type).ifPresent(promise -> open(List.of(promise.location())));
        Optional<Extension> found = claims.find(kind, type);
        found.map(Extension::file).ifPresent(asked::add);
        return found.map(Extension::provider);
    }

    /** All names of the provider of a type, canonical first. */
    synchronized List<String> names(ExtensionKind kind, String type) {
        return find(kind, type).isEmpty()
                ? List.of()
                : claims.find(kind, type).stream()
                        .flatMap(extension -> extension.types().stream())
                        .filter(name -> claims.contest(kind, name).isEmpty())
                        .toList();
    }

    /** The types that {@link #find} finds, as far as the index is right. */
    synchronized SortedSet<String> types(ExtensionKind kind) {
        SortedSet<String> types = new TreeSet<>(claims.types(kind));
        types.addAll(promises.types(kind));
        return types;
    }

    /** Says why there is no provider for a type: the place to look at every plugin after all. */
    synchronized String missing(ExtensionKind kind, String type) {
        openAll();
        String name = type.toLowerCase(Locale.ROOT);
        Optional<String> contest = claims.contest(kind, name);
        if (contest.isPresent()) {
            return contest.get() + "; remove one of the two";
        }
        if (claims.find(kind, name).isPresent()) {
            return "%s type \"%s\" is not in %s beside its jar; write the index again with: gost plugins index"
                    .formatted(kind.noun(), type, PluginIndex.FILE);
        }
        SortedSet<String> types = types(kind);
        return "unknown %s type \"%s\"%s; known types: %s"
                .formatted(
                        kind.noun(),
                        type,
                        new MissingType(directories, problems).explain(List.of(kind), name, types),
                        types.isEmpty() ? "none" : String.join(", ", types));
    }

    /** Says why no plugin provides a type, of whatever kind. */
    synchronized String missing(String type) {
        openAll();
        String name = type.toLowerCase(Locale.ROOT);
        List<ExtensionKind> kinds = List.of(ExtensionKind.values());
        SortedSet<String> types = new TreeSet<>();
        kinds.forEach(kind -> types.addAll(types(kind)));
        return kinds.stream()
                .flatMap(kind -> claims.contest(kind, name).stream())
                .findFirst()
                .map(claim -> claim + "; remove one of the two")
                .orElseGet(
                        () ->
                                "no plugin provides \"%s\"%s; known types: %s"
                                        .formatted(
                                                type,
                                                new MissingType(directories, problems)
                                                        .explain(kinds, name, types),
                                                types.isEmpty()
                                                        ? "none"
                                                        : String.join(", ", types)));
    }

    /** Every plugin in use, opened now if it was not. Libraries come before their users. */
    synchronized List<LoadedPlugin> loaded() {
        openAll();
        return opened.entrySet().stream()
                .map(entry -> loaded(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The plugins whose types were found so far, and those that they require. */
    synchronized List<LoadedPlugin> needed() {
        List<PluginCandidate> needed = new ArrayList<>();
        // libraries were opened before their users
        for (PluginCandidate candidate : List.copyOf(opened.keySet()).reversed()) {
            boolean required =
                    needed.stream()
                            .anyMatch(
                                    user ->
                                            user.requiredPlugins(host)
                                                    .contains(candidate.module()));
            if (required || asked.contains(candidate.file())) {
                needed.add(candidate);
            }
        }
        return needed.reversed().stream()
                .map(candidate -> loaded(candidate, opened.getOrDefault(candidate, List.of())))
                .toList();
    }

    /** Counts the plugin of a name as if it had been asked for one of its types. */
    synchronized boolean need(String name) {
        List<Path> files =
                loaded().stream()
                        .filter(plugin -> plugin.name().equals(name))
                        .map(LoadedPlugin::file)
                        .toList();
        asked.addAll(files);
        return !files.isEmpty();
    }

    /** The host's modules that an opened plugin requires, the JDK's included. */
    synchronized Set<String> hostModules(Path file) {
        return opened.keySet().stream()
                .filter(candidate -> candidate.file().equals(file))
                .flatMap(candidate -> candidate.parts().stream())
                .flatMap(PluginPart::requires)
                .map(ModuleDescriptor.Requires::name)
                .filter(host::has)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with any plugin; opens all of them to know. */
    synchronized List<PluginProblem> problems() {
        openAll();
        return List.copyOf(problems);
    }

    /** Tells what was found so far, and from now on what is found later. */
    synchronized void report(Consumer<PluginProblem> to) {
        problems.forEach(to);
        listener = to;
    }

    /** What an index may say of the opened plugins: nothing of those that are worth a line. */
    synchronized List<IndexedPlugin> indexable() {
        openAll();
        List<IndexedPlugin> indexable = new ArrayList<>();
        for (PluginCandidate candidate : opened.keySet()) {
            if (problems.stream().noneMatch(problem -> problem.file().equals(candidate.file()))) {
                LoadedPlugin plugin = loaded(candidate, opened.getOrDefault(candidate, List.of()));
                indexable.add(
                        new IndexedPlugin(
                                candidate.location(), candidate.module(), plugin.types()));
            }
        }
        return indexable;
    }

    /** One that is not takes the same way as one that no index knows, to its one line. */
    private boolean isAllowed(IndexedPlugin plugin) {
        try {
            checkName(plugin.location().file(), plugin.module());
            return true;
        } catch (PluginRefusedException _) {
            return false;
        }
    }

    private void checkName(Path file, String module) throws PluginRefusedException {
        for (PluginPolicy policy : policies) {
            policy.checkName(file, module);
        }
    }

    private void problem(PluginProblem problem) {
        problems.add(problem);
        listener.accept(problem);
    }

    private void openAll() {
        open(promises.takeAll());
    }

    /** Opens plugins and whatever they turn out to have to do with. */
    private void open(List<PluginLocation> locations) {
        if (locations.isEmpty()) {
            return;
        }
        List<IndexedPlugin> rivals = new ArrayList<>();
        for (PluginCandidate candidate : candidates(locations)) {
            try {
                define(candidate, rivals);
            } catch (PluginRefusedException e) {
                problem(e.problem());
            }
        }
        open(rivals.stream().map(IndexedPlugin::location).toList());
    }

    /** Everything that can be known of them without a layer is known after this. */
    private List<PluginCandidate> candidates(List<PluginLocation> locations) {
        Deque<PluginLocation> waiting = new ArrayDeque<>(locations);
        List<PluginCandidate> candidates = new ArrayList<>();
        Map<String, Path> refused = new HashMap<>();
        while (!waiting.isEmpty()) {
            PluginLocation location = waiting.remove();
            try {
                for (PluginPolicy policy : policies) {
                    policy.checkFiles(location);
                }
                PluginCandidate candidate = check.check(location);
                checkName(candidate.file(), candidate.module());
                candidates.add(candidate);
                takeModule(
                        candidate.module(), waiting); // the same module twice: both are to be seen
                candidate.requiredPlugins(host).forEach(name -> takeModule(name, waiting));
            } catch (PluginRefusedException e) {
                problem(e.problem());
                refused.put(e.problem().module(), location.file());
            }
        }
        return graph.add(candidates, refused);
    }

    private void takeModule(String module, Deque<PluginLocation> waiting) {
        promises.takeModule(module).map(IndexedPlugin::location).ifPresent(waiting::add);
    }

    private void define(PluginCandidate candidate, List<IndexedPlugin> rivals)
            throws PluginRefusedException {
        ModuleLayer layer = layers.define(candidate);
        List<Extension> extensions = ProviderScan.scan(candidate, layer, this::problem);
        for (Extension extension : extensions) {
            for (String type : extension.types()) {
                promises.takeType(extension.kind(), type).ifPresent(rivals::add);
            }
            claims.add(extension, candidate.module(), this::problem);
        }
        if (!extensions.isEmpty() || candidate.isLibrary()) {
            opened.put(candidate, extensions);
            candidate
                    .oddities()
                    .forEach(this::problem); // of what is refused its one line is enough
        }
        promises.broken(candidate, extensions).ifPresent(this::problem);
    }

    private LoadedPlugin loaded(PluginCandidate candidate, List<Extension> extensions) {
        Map<ExtensionKind, List<String>> types = new EnumMap<>(ExtensionKind.class);
        for (Extension extension : extensions) {
            extension.types().stream()
                    .filter(type -> claims.contest(extension.kind(), type).isEmpty())
                    .forEach(
                            type ->
                                    types.computeIfAbsent(extension.kind(), _ -> new ArrayList<>())
                                            .add(type));
        }
        return new LoadedPlugin(
                PluginName.ofModule(candidate.module()),
                candidate.module(),
                candidate.main().descriptor().rawVersion().orElse(""),
                candidate.spiVersion().orElse(""),
                candidate.file(),
                types);
    }
}
