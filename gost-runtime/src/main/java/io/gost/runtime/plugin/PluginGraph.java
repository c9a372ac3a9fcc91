package io.gost.runtime.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares plugins with each other: one module once, library plugins first, no cycles. */
final class PluginGraph {
    private final Host host;
    private final Consumer<PluginProblem> problems;
    private final Map<String, PluginCandidate> byModule = new LinkedHashMap<>();
    private final Map<String, Path> unfit = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, PluginCandidate> ordered = new LinkedHashMap<>();
    private final List<PluginCandidate> way = new ArrayList<>();

    /**
     * Begins.
     *
     * @param host what plugins meet
     * @param problems hears why a plugin is left out
     */
    PluginGraph(Host host, Consumer<PluginProblem> problems) {
        this.host = host;
        this.problems = problems;
    }

    /**
     * Adds plugins to those that were added before.
     *
     * @param candidates plugins that passed on their own, in order of finding
     * @param unfit plugins that did not pass, by module name: they explain why a library is
     *     missing, and stand in nobody's way
     * @return each of the new plugins after those it requires, else in order of finding
     */
    List<PluginCandidate> add(List<PluginCandidate> candidates, Map<String, Path> unfit) {
        this.unfit.putAll(unfit);
        int before = ordered.size();
        List<PluginCandidate> first = candidates.stream().filter(this::isFirst).toList();
        first.forEach(this::visit);
        return ordered.values().stream().skip(before).toList();
    }

    private boolean isFirst(PluginCandidate candidate) {
        PluginCandidate first = byModule.putIfAbsent(candidate.module(), candidate);
        if (first != null) {
            problems.accept(
                    candidate.refused(
                            "holds the same module as " + first.file(),
                            "one jar for each module",
                            "remove one of the two"));
        }
        return first == null;
    }

    /** Walks depth first. What lies on the way is being visited: meeting it again is a cycle. */
    private void visit(PluginCandidate candidate) {
        if (way.contains(candidate)) {
            refuseCycle(way.subList(way.indexOf(candidate), way.size()));
            return;
        }
        if (ordered.containsKey(candidate.module()) || refused.contains(candidate.module())) {
            return;
        }
        way.add(candidate);
        // whoever is refused on the way, in a cycle, has had its one line
        for (String name : candidate.requiredPlugins(host)) {
            if (!refused.contains(candidate.module())) {
                require(candidate, name);
            }
        }
        way.removeLast();
        if (!refused.contains(candidate.module())) {
            ordered.put(candidate.module(), candidate);
        }
    }

    private void require(PluginCandidate candidate, String name) {
        PluginCandidate library = byModule.get(name);
        if (library == null) {
            refuse(candidate, missing(candidate, name));
            return;
        }
        visit(library);
        if (refused.contains(candidate.module())) {
            return;
        }
        if (refused.contains(name)) {
            refuse(candidate, refusedLibrary(candidate, name, library.file()));
        } else if (!library.isLibrary()) {
            refuse(
                    candidate,
                    candidate.refused(
                            "requires %s of %s".formatted(name, library.file().getFileName()),
                            "a library plugin, which exports packages",
                            "have its author require " + Host.SPI + " only"));
        }
    }

    private PluginProblem missing(PluginCandidate candidate, String name) {
        Path file = unfit.get(name);
        if (file != null) {
            return refusedLibrary(candidate, name, file);
        }
        String plugin = PluginName.ofModule(name);
        boolean ours = !plugin.equals(name);
        return candidate.refused(
                "requires module %s, which neither the host nor a plugin has".formatted(name),
                ours ? StandardPlugins.file(plugin) : "its jar",
                ours
                        ? "put it into the plugins directory"
                        : "put both into one directory of the plugins directory");
    }

    private static PluginProblem refusedLibrary(PluginCandidate candidate, String name, Path file) {
        return candidate.refused(
                "requires module %s, but %s was refused".formatted(name, file.getFileName()),
                "",
                "mend that one first");
    }

    private void refuseCycle(List<PluginCandidate> members) {
        String cycle =
                members.stream().map(PluginCandidate::module).collect(Collectors.joining(" → "))
                        + " → "
                        + members.getFirst().module();
        Set<String> files = new TreeSet<>();
        members.forEach(member -> files.add(String.valueOf(member.file().getFileName())));
        for (PluginCandidate member : members) {
            if (!refused.contains(member.module())) {
                refuse(
                        member,
                        member.refused(
                                "requires itself in a circle: " + cycle,
                                "libraries that require no plugin that requires them",
                                "remove one of " + String.join(", ", files)));
            }
        }
    }

    private void refuse(PluginCandidate candidate, PluginProblem problem) {
        refused.add(candidate.module());
        problems.accept(problem);
    }
}
