package io.gost.runtime.cli;

import io.gost.runtime.describe.JsonForm;
import io.gost.runtime.describe.TextForm;
import io.gost.runtime.describe.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gost plugins verify JAR}: everything that can be told of a plugin before it is used. */
@Command(
        name = "verify",
        description =
                "Check plugins without using them: what the loader checks at a start, whether their"
                        + " options are read as declared, the SPI they run with and their licence."
                        + " They are looked at beside the plugins of the distribution, which may"
                        + " hold libraries they need and types they must not claim. The exit code"
                        + " is 1 when one must not be used.")
final class PluginsVerifyCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final PluginSource source;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "JAR",
            description = "a jar, an exploded module, or a directory of one plugin's jars")
    private List<Path> jars = new ArrayList<>();

    @Spec private CommandSpec spec;

    PluginsVerifyCommand(PluginSource source) {
        this.source = source;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new ParameterException(spec.commandLine(), "there is no " + jar);
            }
        }
        List<Path> others = source.directories(directories.paths());
        List<Verification> found = jars.stream().map(jar -> Verification.of(jar, others)).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonForm.verifications(found));
        } else {
            found.forEach(one -> TextForm.verification(one).forEach(out::println));
        }
        return found.stream().allMatch(Verification::passed) ? 0 : FAILED;
    }
}
