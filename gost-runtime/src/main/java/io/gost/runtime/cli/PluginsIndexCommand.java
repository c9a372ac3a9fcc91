package io.gost.runtime.cli;

import io.gost.runtime.plugin.Plugins;
import io.gost.spi.GostException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code gost plugins index}: writes down what the jars are, so that a start need not open them.
 */
@Command(
        name = "index",
        description =
                "Write plugins.index into each plugins directory, so that a start opens only the"
                        + " plugins it needs. Jars that change are noticed and opened as before.")
final class PluginsIndexCommand implements Callable<Integer> {
    private final PluginSource plugins;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Spec private CommandSpec spec;

    PluginsIndexCommand(PluginSource plugins) {
        this.plugins = plugins;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        for (Path directory : plugins.directories(directories.paths())) {
            try {
                PrintWriter err = spec.commandLine().getErr();
                int known =
                        Plugins.writeIndex(
                                directory, problem -> err.println("gost: " + problem.line()));
                spec.commandLine().getOut().println(directory + ": " + known + " plugins indexed");
            } catch (IOException e) {
                throw new GostException(
                        GostException.Category.CONFIG,
                        "%s: the index cannot be written: %s".formatted(directory, e.getMessage()),
                        e);
            }
        }
        return 0;
    }
}
