package io.gost.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gost completion bash|zsh|fish}: a script that lets a shell complete command lines. */
@Command(
        name = "completion",
        description =
                "Print a script that lets a shell complete commands, flags, and the types of the"
                        + " plugins that are present. For bash: source <(gost completion bash)")
final class CompletionCommand implements Callable<Integer> {
    private final PluginSource plugins;
    private final Subcommands subcommands;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "bash, zsh or fish")
    private String shell = "";

    @Spec private CommandSpec spec;

    CompletionCommand(PluginSource plugins, Subcommands subcommands) {
        this.plugins = plugins;
        this.subcommands = subcommands;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    /** The shells there is a script for. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("bash", "zsh", "fish").iterator();
        }
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        subcommands.addAllTo(program);
        CompletionModel model =
                CompletionModel.of(
                        program, plugins.plugins(directories.paths(), spec.commandLine().getErr()));
        String script =
                switch (shell) {
                    case "bash" -> BashCompletion.script(model);
                    case "zsh" -> ZshCompletion.script(model);
                    case "fish" -> FishCompletion.script(model);
                    default ->
                            throw new ParameterException(
                                    spec.commandLine(),
                                    "\"%s\" is not bash, zsh or fish".formatted(shell));
                };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
