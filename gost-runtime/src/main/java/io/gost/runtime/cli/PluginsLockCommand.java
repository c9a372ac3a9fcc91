package io.gost.runtime.cli;

import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code gost plugins lock}: writes down the plugins there are, so that no others are used. */
@Command(
        name = "lock",
        description =
                "Print the plugins in use and the digests of their files, as a plugins section for"
                        + " gost.yml or as the file for --plugins-lock.")
final class PluginsLockCommand implements Callable<Integer> {
    private final PluginSource plugins;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Option(
            names = {"-output", "--output"},
            paramLabel = "FILE",
            description = "write to a file instead")
    private @Nullable Path output;

    @Spec private CommandSpec spec;

    PluginsLockCommand(PluginSource plugins) {
        this.plugins = plugins;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        try {
            String text = text(digests());
            if (output == null) {
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
            } else {
                Files.writeString(output, text);
            }
            return 0;
        } catch (IOException e) {
            throw new GostException(
                    GostException.Category.CONFIG, "the lock cannot be made: " + e, e);
        }
    }

    /** What is refused now is not in the lock, and would be refused if it were mended later. */
    private Map<String, Map<String, String>> digests() throws IOException {
        List<Path> named = directories.paths();
        Map<String, Map<String, String>> digests =
                plugins.plugins(named, spec.commandLine().getErr()).digests();
        if (digests.isEmpty()) {
            throw new GostException(
                    GostException.Category.CONFIG,
                    "there is nothing to lock: no plugin can be used of "
                            + plugins.directories(named).stream()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(", ")));
        }
        return digests;
    }

    private static String text(Map<String, Map<String, String>> digests) {
        StringBuilder text = new StringBuilder("plugins:\n  allow:\n");
        digests.keySet().forEach(name -> text.append("  - ").append(quoted(name)).append('\n'));
        text.append("  sha256:\n");
        digests.values()
                .forEach(
                        files ->
                                files.forEach(
                                        (file, digest) ->
                                                text.append("    ")
                                                        .append(quoted(file))
                                                        .append(": ")
                                                        .append(quoted(digest))
                                                        .append('\n')));
        return text.toString();
    }

    /** As YAML takes any text. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
