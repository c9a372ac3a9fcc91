package io.gost.runtime.cli;

import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.check.UnusedObjects;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostic.Severity;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.spi.GostException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * {@code gost check -C gost.yml}: everything that is wrong with a configuration, at once and with
 * the places where it was written. Nothing is bound, dialed or run.
 */
@Command(
        name = "check",
        description =
                "Check a configuration, given by the same flags that would run it, without binding"
                        + " or dialing anything. Prints every problem with file, line and column;"
                        + " the exit code is 2 when there is an error, else 0.")
final class CheckCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    private final Surroundings surroundings;
    private final PluginSource source;

    @Mixin private final Arguments arguments = new Arguments();

    @Option(
            names = {"-strict", "--strict"},
            description = "warnings count as errors")
    private boolean strict;

    @Option(
            names = {"-json", "--json"},
            description = "print JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    CheckCommand(Surroundings surroundings, PluginSource source) {
        this.surroundings = surroundings;
        this.source = source;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (arguments.help) {
            spec.commandLine().usage(out);
            return 0;
        }
        if (!arguments.ignored.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"%s\" is no flag; a file is named with -C"
                            .formatted(arguments.ignored.getFirst()));
        }
        CheckReport report = CheckReport.of(problems(), strict);
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        return report.errors() > 0 ? WRONG : 0;
    }

    private List<Diagnostic> problems() {
        KnownTypes types = source.types(arguments.plugins);
        Diagnostics found = new Diagnostics();
        LoadedConfig loaded = new ConfigLoader(arguments, surroundings, types).load(found);
        if (loaded.config().services().isEmpty() && found.hasErrors()) {
            return found.all(); // the sources could not be read: there is nothing more to say
        }
        ConfigValidator.check(loaded.config(), loaded.sources(), types, found);
        UnusedObjects.report(loaded.config(), loaded.sources(), found);
        assemble(loaded, found);
        return found.all();
    }

    /** What only shows when something is built: keys of plugins, combinations, files. */
    private void assemble(LoadedConfig loaded, Diagnostics found) {
        LocatedProblems problems = new LocatedProblems(loaded.sources());
        boolean known = found.hasErrors();
        try {
            DryAssembly.build(loaded, source.plugins(arguments.plugins), problems, _ -> {});
        } catch (GostException e) {
            found.error(Location.of("configuration"), "", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!known) {
                throw e; // else it follows from what is reported anyway
            }
        }
        add(problems.diagnostics(), found);
    }

    /** Of two errors at one place the second only follows from the first, or repeats it. */
    private static void add(Diagnostics later, Diagnostics found) {
        Set<String> wrong =
                found.all().stream()
                        .filter(each -> each.severity() == Severity.ERROR)
                        .map(Diagnostic::path)
                        .collect(Collectors.toCollection(HashSet::new));
        for (Diagnostic each : later.all()) {
            if (each.severity() == Severity.WARNING) {
                found.warning(each.location(), each.path(), each.message());
            } else if (!wrong.contains(each.path())) {
                found.error(each.location(), each.path(), each.message());
            }
        }
    }
}
