package io.gost.runtime.cli;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.ConfigSource;
import io.gost.runtime.cli.Arguments.Output;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.RecordWriter;
import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostic.Severity;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The command without a subcommand: it makes a configuration, and prints or runs it.
 *
 * <p>Exit codes: 0 done, 1 failed while starting or running, 2 wrong usage or configuration.
 */
@Command(name = "gost")
public final class GostCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private final Surroundings surroundings;
    private final StandardInput input;
    private final Function<List<Path>, KnownTypes> types;
    private final Launcher launcher;

    @Mixin private final Arguments arguments = new Arguments();

    @Spec private CommandSpec spec;

    private GostCommand(
            Surroundings surroundings, Function<List<Path>, KnownTypes> types, Launcher launcher) {
        this.surroundings = surroundings;
        this.input = new StandardInput(surroundings.input());
        this.types = types;
        this.launcher = launcher;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    /**
     * The command, ready to be executed.
     *
     * @param surroundings what the program finds when it is started
     * @param types the types that exist, given the directories of {@code --plugins}
     * @param launcher runs configurations
     * @return picocli's view of the command, whose writers may be replaced and to which subcommands
     *     may be added
     */
    static CommandLine create(
            Surroundings surroundings, Function<List<Path>, KnownTypes> types, Launcher launcher) {
        var command = new GostCommand(surroundings, types, launcher);
        return configure(new CommandLine(command).setStopAtPositional(true), command);
    }

    /** What holds for every command; subcommands take it over from the one they belong to. */
    private static CommandLine configure(CommandLine line, GostCommand command) {
        return line.setOut(line.getOut())
                .setErr(line.getErr())
                .setPosixClusteredShortOptionsAllowed(false)
                .setOverwrittenOptionsAllowed(true)
                .setAllowOptionsAsOptionParameters(true)
                .setParameterExceptionHandler(GostCommand::wrongUsage)
                .setExecutionExceptionHandler(
                        (failure, failed, _) -> command.failed(failure, failed.getErr()));
    }

    /**
     * Executes arguments: a command, if they begin with one, else in worker processes if they are
     * several command lines.
     *
     * @param arguments all arguments
     * @param program makes the command with {@link #create}; not called for worker processes, whose
     *     parent is to be small
     * @param subcommands what they may begin with
     * @param workers starts the processes
     * @return the exit code
     */
    static int execute(
            List<String> arguments,
            Supplier<CommandLine> program,
            Subcommands subcommands,
            Workers workers) {
        boolean several = !subcommands.begin(arguments);
        List<List<String>> commandLines = several ? Workers.split(arguments) : List.of(arguments);
        if (commandLines.size() > 1) {
            return workers.run(commandLines);
        }
        CommandLine command = program.get();
        if (subcommands.addTo(command, arguments)) {
            configure(command, command.getCommand());
        }
        return command.execute(arguments.toArray(String[]::new));
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println(
                        "gost: %s; %s -h lists the flags"
                                .formatted(message, command.getCommandSpec().qualifiedName()));
        return WRONG;
    }

    private int failed(Exception failure, PrintWriter err) {
        GostException known = GostException.of(failure);
        err.println("gost: " + known.getMessage());
        if (arguments.stackTraces) {
            failure.printStackTrace(err);
        }
        return known.category() == Category.CONFIG ? WRONG : FAILED;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (arguments.help) {
            err.print(Usage.text(spec));
            err.flush();
            return 0;
        }
        if (arguments.version) {
            out.println(version());
            return 0;
        }
        if (!arguments.ignored.isEmpty()) {
            err.println(
                    "warning: ignored, because flags end at the first argument without a dash: "
                            + String.join(" ", arguments.ignored));
        }
        var diagnostics = new Diagnostics();
        LoadedConfig loaded = load(diagnostics);
        if (arguments.output == Output.NONE) {
            validate(loaded, diagnostics);
        }
        diagnostics.all().forEach(err::println);
        if (diagnostics.hasErrors()) {
            return WRONG;
        }
        return switch (arguments.output) {
            case YAML -> print(loaded, Format.YAML, out);
            case JSON -> print(loaded, Format.JSON, out);
            case NONE ->
                    launcher.run(
                            loaded,
                            new LaunchOptions(
                                    arguments.plugins,
                                    arguments.reloadPeriod,
                                    arguments.drain,
                                    this::reload));
        };
    }

    private static int print(LoadedConfig loaded, Format format, PrintWriter out) {
        out.print(RecordWriter.write(loaded.config(), format));
        out.flush();
        return 0;
    }

    /** What is already known to be wrong would only give rise to further errors. */
    private void validate(LoadedConfig loaded, Diagnostics diagnostics) {
        if (!diagnostics.hasErrors()) {
            ConfigValidator.check(loaded.config(), loaded.sources(), types(), diagnostics);
        }
    }

    private KnownTypes types() {
        return types.apply(arguments.plugins);
    }

    private LoadedConfig load(Diagnostics diagnostics) {
        return new ConfigLoader(arguments, surroundings, input, types()).load(diagnostics);
    }

    private ConfigSource.Reading reload() throws ChangeRefused {
        var diagnostics = new Diagnostics();
        LoadedConfig loaded = load(diagnostics);
        validate(loaded, diagnostics);
        if (diagnostics.hasErrors()) {
            throw new ChangeRefused(
                    diagnostics.all().stream()
                            .filter(each -> each.severity() == Severity.ERROR)
                            .map(Diagnostic::text)
                            .toList());
        }
        return new ConfigSource.Reading(loaded.config(), loaded.sources(), diagnostics.all());
    }

    /** {@code gost VERSION (JAVA-VERSION OS/ARCHITECTURE)}, the form that scripts parse. */
    private static String version() {
        ModuleDescriptor descriptor = GostCommand.class.getModule().getDescriptor();
        String own =
                Optional.ofNullable(descriptor).flatMap(ModuleDescriptor::rawVersion).orElse("dev");
        String java = Runtime.version().toString().replaceAll("\\+.*", "");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return "gost %s (java%s %s/%s)"
                .formatted(
                        own, java, system.replaceAll(" .*", ""), System.getProperty("os.arch", ""));
    }
}
