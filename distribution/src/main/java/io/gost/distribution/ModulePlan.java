package io.gost.distribution;

import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where every collected module goes.
 *
 * <p>The host is what its roots require. A library that exactly one plugin requires travels with
 * that plugin, so that leaving the plugin out leaves the library out; one that several plugins
 * require becomes a host module. Native libraries are the host's, unless a plugin says {@code
 * requires static} of the module they come in. A jar nobody asks for stops the build: services are
 * invisible to {@code requires}, so silence would mean a distribution that quietly lacks something,
 * or carries something for nothing.
 *
 * @param roots module names to link the image from
 * @param host jars of the image's modules, the JDK's own not counted
 * @param plugins every plugin
 * @param natives jars that hold native libraries of the host and no classes
 */
record ModulePlan(List<String> roots, List<Path> host, List<Plugin> plugins, List<Path> natives) {
    /**
     * One plugin.
     *
     * @param jars its own jar, first, and the libraries that travel with it
     * @param natives jars that hold native libraries of its own and no classes
     */
    record Plugin(List<Path> jars, List<Path> natives) {
        Stream<Path> all() {
            return Stream.concat(jars.stream(), natives.stream());
        }
    }

    /**
     * Plans for the modular jars of a directory.
     *
     * @param roots names of the modules, the JDK's among them, that the host needs though nobody
     *     may require them
     */
    static ModulePlan of(Path directory, Collection<String> roots) {
        return new Planner(directory).plan(roots);
    }

    private static final class Planner {

        private static final String PLUGIN = "io.gost.plugin.";

        private final ModuleFinder jdk = ModuleFinder.ofSystem();
        private final Path directory;
        private final NavigableMap<String, ModuleReference> modules = new TreeMap<>();

        Planner(Path directory) {
            this.directory = directory;
            for (ModuleReference module : ModuleFinder.of(directory).findAll()) {
                modules.put(module.descriptor().name(), module);
            }
        }

        ModulePlan plan(Collection<String> wanted) {
            NavigableSet<String> host = closure(wanted);
            NavigableMap<String, NavigableSet<String>> plugins = librariesOfPlugins(host);
            NavigableSet<String> shared = usedTwice(plugins.values());
            host.addAll(shared);
            plugins.values().forEach(libraries -> libraries.removeAll(shared));
            List<String> roots = Stream.concat(wanted.stream(), shared.stream()).toList();

            NavigableSet<String> natives =
                    modules.keySet().stream()
                            .filter(name -> module(name).descriptor().packages().isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new));
            requireAllPlanned(host, plugins, natives);
            List<Plugin> planned =
                    plugins.entrySet().stream()
                            .map(
                                    plugin ->
                                            new Plugin(
                                                    jars(
                                                            Stream.concat(
                                                                    Stream.of(plugin.getKey()),
                                                                    plugin.getValue().stream())),
                                                    jars(nativesOf(plugin.getKey(), natives))))
                            .toList();
            plugins.keySet()
                    .forEach(
                            plugin ->
                                    nativesOf(plugin, Set.copyOf(natives))
                                            .forEach(natives::remove));
            return new ModulePlan(roots, jars(host.stream()), planned, jars(natives.stream()));
        }

        private Stream<String> nativesOf(String plugin, Set<String> natives) {
            return module(plugin).descriptor().requires().stream()
                    .filter(requires -> requires.modifiers().contains(Modifier.STATIC))
                    .map(Requires::name)
                    .filter(natives::contains);
        }

        private NavigableMap<String, NavigableSet<String>> librariesOfPlugins(
                NavigableSet<String> host) {
            NavigableMap<String, NavigableSet<String>> plugins = new TreeMap<>();
            for (String plugin : modules.keySet()) {
                if (plugin.startsWith(PLUGIN)) {
                    NavigableSet<String> libraries = closure(List.of(plugin));
                    libraries.removeAll(host);
                    // itself, and a library plugin it may require: that one has a place of its own
                    libraries.removeIf(name -> name.startsWith(PLUGIN));
                    plugins.put(plugin, libraries);
                }
            }
            return plugins;
        }

        private static NavigableSet<String> usedTwice(Collection<NavigableSet<String>> plugins) {
            NavigableSet<String> once = new TreeSet<>();
            NavigableSet<String> twice = new TreeSet<>();
            for (NavigableSet<String> libraries : plugins) {
                for (String library : libraries) {
                    if (!once.add(library)) {
                        twice.add(library);
                    }
                }
            }
            return twice;
        }

        /** What modules require, themselves included and the JDK's not. */
        private NavigableSet<String> closure(Collection<String> roots) {
            NavigableSet<String> closure = new TreeSet<>();
            Deque<String> queue = new ArrayDeque<>(roots);
            while (!queue.isEmpty()) {
                String name = queue.remove();
                if (jdk.find(name).isEmpty() && closure.add(name)) {
                    module(name).descriptor().requires().stream()
                            .filter(requires -> !requires.modifiers().contains(Modifier.STATIC))
                            .forEach(requires -> queue.add(requires.name()));
                }
            }
            return closure;
        }

        private ModuleReference module(String name) {
            ModuleReference module = modules.get(name);
            if (module == null) {
                throw new IllegalStateException(
                        "module "
                                + name
                                + " is missing in "
                                + directory
                                + ": a plugin's library is a dependency of scope compile");
            }
            return module;
        }

        private List<Path> jars(Stream<String> names) {
            return names.map(name -> Path.of(module(name).location().orElseThrow())).toList();
        }

        private void requireAllPlanned(
                Collection<String> host,
                NavigableMap<String, NavigableSet<String>> plugins,
                Collection<String> natives) {
            NavigableSet<String> left = new TreeSet<>(modules.keySet());
            left.removeAll(host);
            left.removeAll(natives);
            left.removeAll(plugins.keySet());
            plugins.values().forEach(left::removeAll);
            if (!left.isEmpty()) {
                throw new IllegalStateException(
                        "nothing that is shipped requires "
                                + left
                                + ": name them as roots or exclude them in distribution/pom.xml");
            }
        }
    }
}
