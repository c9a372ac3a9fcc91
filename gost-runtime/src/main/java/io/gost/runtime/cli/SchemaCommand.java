package io.gost.runtime.cli;

import io.gost.runtime.describe.ConfigSchema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code gost schema}: what an editor needs to complete and check {@code gost.yml}. */
@Command(
        name = "schema",
        description =
                "Print the JSON Schema of gost.yml, with the types and keys of the plugins that"
                        + " are present. Editors complete and check by it; the YAML language"
                        + " server, for one, when the file begins with: # yaml-language-server:"
                        + " $schema=gost.schema.json")
final class SchemaCommand implements Callable<Integer> {
    private final PluginSource plugins;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Option(names = "--strict", description = "no unknown key passes, as with gost check --strict")
    private boolean strict;

    @Spec private CommandSpec spec;

    SchemaCommand(PluginSource plugins) {
        this.plugins = plugins;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine()
                .getOut()
                .println(
                        ConfigSchema.write(
                                plugins.plugins(directories.paths(), err),
                                strict,
                                failure -> err.println("gost: " + failure)));
        return 0;
    }
}
