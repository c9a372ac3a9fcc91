package io.gost.runtime.cli;

import io.gost.runtime.describe.JsonForm;
import io.gost.runtime.describe.PluginReport;
import io.gost.runtime.describe.TextForm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gost plugins}: what is in the plugins directory, and why some of it is not used. */
@Command(
        name = "list",
        description =
                "List every plugin: what it provides, which versions of the SPI it runs with,"
                        + " and why it is refused if it is.")
final class PluginsListCommand implements Callable<Integer> {
    private final PluginSource plugins;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    PluginsListCommand(PluginSource plugins) {
        this.plugins = plugins;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<PluginReport> reports = PluginReport.of(plugins.plugins(directories.paths()));
        if (json) {
            out.println(JsonForm.plugins(reports));
        } else {
            TextForm.plugins(reports).forEach(out::println);
        }
        return 0;
    }
}
