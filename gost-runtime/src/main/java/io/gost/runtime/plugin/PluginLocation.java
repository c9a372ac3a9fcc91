package io.gost.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one plugin lies.
 *
 * @param file what a user would name: a jar, an exploded module or a directory of jars
 * @param parts the jars of a directory by file name, else just {@code file}
 */
record PluginLocation(Path file, List<Path> parts) {
    PluginLocation {
        parts = List.copyOf(parts);
    }
}
