package io.gost.runtime.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code --plugins} of the commands that need plugins and no configuration. */
final class PluginDirectories {
    @Option(
            names = {"-plugins", "--plugins"},
            paramLabel = "DIRECTORY",
            description = "look for plugins here instead of in the distribution; may be repeated")
    private List<Path> directories = new ArrayList<>();

    List<Path> paths() {
        return List.copyOf(directories);
    }
}
