package io.gost.runtime.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lists what may be a plugin: jars, directories of jars, exploded modules. Looks at names and kinds
 * of files only, by file name within a directory.
 */
final class PluginFinder {
    private static final String DESCRIPTOR = "module-info.class";
    private static final String PLUGIN_PREFIX = "gost-plugin-";

    private final Consumer<PluginProblem> problems;
    private final List<PluginLocation> found = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();

    private PluginFinder(Consumer<PluginProblem> problems) {
        this.problems = problems;
    }

    /**
     * Searches directories, each one once however often and under however many names it is given.
     *
     * @param directories plugin directories; one may also be a plugin itself: a jar, an exploded
     *     module or a directory of jars named {@code gost-plugin-…}
     * @param problems hears what is no plugin but looks like one
     * @return the plugins, in the order of the directories and by file name
     */
    static List<PluginLocation> find(List<Path> directories, Consumer<PluginProblem> problems) {
        PluginFinder finder = new PluginFinder(problems);
        directories.forEach(finder::search);
        return finder.found;
    }

    private void search(Path directory) {
        Path real;
        try {
            real = directory.toRealPath();
        } catch (NoSuchFileException e) {
            refuse(directory, "does not exist", "create it, or name another with --plugins");
            return;
        } catch (IOException e) {
            refuse(directory, "cannot be opened: " + IoReason.of(e), "mend the path or its rights");
            return;
        }
        Path parent = real.getParent();
        if (parent != null && isPlugin(real)) {
            visitDirectory(directory, parent);
        } else if (Files.isDirectory(real) && !isExploded(real)) {
            if (visited.add(real)) {
                scan(directory, real);
            }
        } else if (isExploded(real) || isJar(real)) {
            add(directory, List.of(directory));
        } else {
            refuse(directory, "is a file", "name the directory with --plugins");
        }
    }

    private void scan(Path directory, Path real) {
        List<Path> entries;
        try {
            entries = list(directory);
        } catch (IOException e) {
            refuse(directory, "cannot be listed: " + IoReason.of(e), "mend its rights");
            return;
        }
        boolean empty = true;
        for (Path entry : entries) {
            empty &= !visit(entry, real);
        }
        if (empty) {
            problems.accept(
                    PluginProblem.warning(
                            directory,
                            "",
                            "holds no plugin",
                            "files like gost-plugin-socks5-1.0.jar",
                            "name another directory with --plugins"));
        }
    }

    /** Whether the entry is meant to be a plugin: a README or a checksum beside the jars is not. */
    private boolean visit(Path entry, Path parent) {
        if (Files.isRegularFile(entry)) {
            if (isJar(entry)) {
                add(entry, List.of(entry));
            }
            return isJar(entry);
        }
        if (Files.isDirectory(entry)) {
            visitDirectory(entry, parent);
        } else {
            problems.accept(
                    PluginProblem.refused(
                            entry,
                            "",
                            "is neither a file nor a directory, or a link that leads nowhere",
                            "a jar or a directory of jars",
                            "remove or replace it"));
        }
        return true;
    }

    private void visitDirectory(Path entry, Path parent) {
        try {
            if (parent.startsWith(entry.toRealPath())) {
                problems.accept(
                        PluginProblem.refused(
                                entry,
                                "",
                                "is a link back to a directory it lies in",
                                "a jar or a directory of jars",
                                "remove it"));
                return;
            }
            List<Path> jars =
                    isExploded(entry)
                            ? List.of(entry)
                            : list(entry).stream().filter(PluginFinder::isJar).toList();
            if (jars.isEmpty()) {
                problems.accept(
                        PluginProblem.refused(
                                entry,
                                "",
                                "is a directory without jars and without " + DESCRIPTOR,
                                "a jar, a directory of jars or an exploded module",
                                "remove it from the plugins directory"));
            } else {
                add(entry, jars);
            }
        } catch (IOException e) {
            problems.accept(
                    PluginProblem.refused(
                            entry,
                            "",
                            "cannot be listed: " + IoReason.of(e),
                            "",
                            "mend its rights"));
        }
    }

    private void add(Path file, List<Path> parts) {
        try {
            if (visited.add(file.toRealPath())) {
                found.add(new PluginLocation(file, parts));
            }
        } catch (IOException e) {
            problems.accept(
                    PluginProblem.refused(
                            file,
                            "",
                            "cannot be opened: " + IoReason.of(e),
                            "",
                            "mend the path or its rights"));
        }
    }

    private void refuse(Path directory, String seen, String mend) {
        problems.accept(PluginProblem.refused(directory, "", seen, "a directory of plugins", mend));
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        // hidden files stay out: macOS leaves a "._x.jar" beside each x.jar it copies
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(directory, entry -> !name(entry).startsWith("."))) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(PluginFinder::name));
        return entries;
    }

    private static boolean isExploded(Path directory) {
        return Files.isRegularFile(directory.resolve(DESCRIPTOR));
    }

    /** A directory of jars that is itself named as a plugin, where directories of plugins are. */
    private static boolean isPlugin(Path directory) {
        return Files.isDirectory(directory) && name(directory).startsWith(PLUGIN_PREFIX);
    }

    private static boolean isJar(Path file) {
        return name(file).toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
