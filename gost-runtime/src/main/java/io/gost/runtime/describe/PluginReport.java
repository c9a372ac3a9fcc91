package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.LoadedPlugin;
import io.gost.runtime.plugin.PluginProblem;
import io.gost.runtime.plugin.PluginProblem.Severity;
import io.gost.runtime.plugin.Plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One plugin file: what it provides, or why it does not.
 *
 * @param name the plugin's short name, or the file's when the module is not known
 * @param version the module's version; empty when unknown
 * @param file the jar or directory
 * @param types what it provides, canonical names first
 * @param spi the versions of the SPI that it runs with; empty when unknown
 * @param status whether it is in use
 * @param notes why it is not, or what is odd about it; one line each
 */
public record PluginReport(
        String name,
        String version,
        Path file,
        Map<ExtensionKind, List<String>> types,
        String spi,
        Status status,
        List<String> notes) {
    /** Whether a plugin is in use. */
    public enum Status {
        /** All of it is. */
        LOADED,
        /** A provider or a type of it is not. */
        PARTIAL,
        /** Nothing of it is. */
        REFUSED
    }

    /** Copies the collections. */
    public PluginReport {
        types = Map.copyOf(types);
        notes = List.copyOf(notes);
    }

    /**
     * Reports on every file that is, or was to be, a plugin.
     *
     * @param plugins the plugins of this process
     * @return those in use by name, then those refused in order of finding
     */
    public static List<PluginReport> of(Plugins plugins) {
        Map<Path, List<PluginProblem>> problems = new LinkedHashMap<>();
        plugins.problems()
                .forEach(p -> problems.computeIfAbsent(p.file(), _ -> new ArrayList<>()).add(p));
        List<PluginReport> reports = new ArrayList<>();
        for (LoadedPlugin plugin : plugins.loaded()) {
            List<PluginProblem> own = problems.remove(plugin.file());
            reports.add(loaded(plugin, own == null ? List.of() : own));
        }
        reports.sort((a, b) -> a.name.compareTo(b.name));
        problems.forEach((file, own) -> reports.add(refused(file, own)));
        return List.copyOf(reports);
    }

    private static PluginReport loaded(LoadedPlugin plugin, List<PluginProblem> problems) {
        boolean whole = problems.stream().allMatch(p -> p.severity() == Severity.WARNING);
        return new PluginReport(
                plugin.name(),
                plugin.version(),
                plugin.file(),
                plugin.types(),
                plugin.spiRange(),
                whole ? Status.LOADED : Status.PARTIAL,
                problems.stream().map(PluginProblem::reason).toList());
    }

    private static PluginReport refused(Path file, List<PluginProblem> problems) {
        return new PluginReport(
                problems.getFirst().plugin(),
                "",
                file,
                Map.of(),
                "",
                Status.REFUSED,
                problems.stream().map(PluginProblem::reason).toList());
    }
}
