package io.gost.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugins of the distribution under test. */
final class Plugins {

    private Plugins() {}

    static Path directory() {
        return Programs.gost().resolveSibling("../plugins").normalize();
    }

    /** A plugin's jar, or its directory when libraries travel with it. */
    static Path find(String name) throws IOException {
        try (Stream<Path> plugins = Files.list(directory())) {
            List<Path> found =
                    plugins.filter(
                                    path ->
                                            path.getFileName()
                                                    .toString()
                                                    .matches("gost-plugin-" + name + "-\\d.*"))
                            .toList();
            if (found.size() != 1) {
                throw new AssertionError("plugin " + name + " in " + directory() + ": " + found);
            }
            return found.getFirst();
        }
    }

    /** Makes a plugins directory that holds the named plugins. */
    static Path copy(Path directory, String... names) throws IOException {
        Files.createDirectories(directory);
        for (String name : names) {
            Path plugin = find(name);
            try (Stream<Path> files = Files.walk(plugin)) {
                for (Path file : files.toList()) {
                    Files.copy(file, directory.resolve(directory().relativize(file).toString()));
                }
            }
        }
        return directory;
    }
}
