package io.gost.runtime.plugin;

import io.gost.runtime.text.NearestSpelling;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Finds out why there is no provider for a type: its jar was refused, its jar is not there, or its
 * name is misspelled.
 *
 * @param directories where plugins were looked for
 * @param problems what was wrong with them
 */
record MissingType(List<Path> directories, List<PluginProblem> problems) {
    MissingType {
        directories = List.copyOf(directories);
        problems = List.copyOf(problems);
    }

    /**
     * Explains.
     *
     * @param kinds what was asked for, one of them
     * @param type in lower case
     * @param known the types there are
     * @return to be appended to "unknown handler type"; empty when there is nothing to say
     */
    String explain(List<ExtensionKind> kinds, String type, SortedSet<String> known) {
        Optional<String> standard =
                kinds.stream()
                        .flatMap(kind -> StandardPlugins.pluginOf(kind, type).stream())
                        .findFirst();
        String plugin = standard.orElse(type);
        Optional<PluginProblem> refusal =
                refusals().stream().filter(problem -> isAbout(problem, plugin)).findFirst();
        if (refusal.isPresent()) {
            PluginProblem problem = refusal.get();
            return ": %s was refused: %s".formatted(problem.file(), problem.reason());
        }
        if (standard.isPresent()) {
            return ": %s is not in %s; copy it there from a full distribution"
                    .formatted(
                            StandardPlugins.file(plugin),
                            directories.isEmpty()
                                    ? "a plugins directory"
                                    : directories.stream()
                                            .map(Path::toString)
                                            .collect(Collectors.joining(", ")));
        }
        return NearestSpelling.hint(type, known) + suspects();
    }

    /** Whose types nobody knows, because they were refused before they could be asked. */
    private String suspects() {
        List<String> files =
                refusals().stream()
                        .map(problem -> String.valueOf(problem.file().getFileName()))
                        .distinct()
                        .toList();
        return files.isEmpty() ? "" : "; refused plugins: " + String.join(", ", files);
    }

    private List<PluginProblem> refusals() {
        return problems.stream()
                .filter(problem -> problem.severity() == PluginProblem.Severity.REFUSED)
                .filter(problem -> !directories.contains(problem.file()))
                .toList();
    }

    private static boolean isAbout(PluginProblem problem, String plugin) {
        String file = String.valueOf(problem.file().getFileName());
        return PluginName.ofModule(problem.module()).equals(plugin)
                || PluginName.ofFile(file).equals(plugin);
    }
}
