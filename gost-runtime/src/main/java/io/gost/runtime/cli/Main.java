package io.gost.runtime.cli;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The program. */
public final class Main {
    private static final int WRONG = 2;

    private Main() {}

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        boolean worker = arguments.length > 0 && arguments[0].equals(Lifeline.ARGUMENT);
        List<String> words = List.of(arguments).subList(worker ? 1 : 0, arguments.length);
        Surroundings found = Surroundings.ofProcess();
        Surroundings surroundings = worker ? found.withoutInput() : found;
        Lifeline lifeline =
                worker ? Lifeline.on(found.input(), () -> Signals.raise("HUP")) : Lifeline.none();
        Distribution distribution = Distribution.ofProcess();
        PluginSource plugins = new PluginSource(distribution);
        Subcommands subcommands =
                new Subcommands(surroundings, plugins, new ServiceExplainer(plugins));
        return GostCommand.execute(
                words,
                () -> command(plugins, surroundings, lifeline),
                subcommands,
                commandLines -> runWorkers(distribution, commandLines));
    }

    private static CommandLine command(
            PluginSource plugins, Surroundings surroundings, Lifeline lifeline) {
        // Whoever asks for a reload too early shall not end the process.
        HangUp hangUp = HangUp.install();
        return GostCommand.create(
                        surroundings,
                        plugins::types,
                        new ServiceLauncher(plugins, surroundings, lifeline, hangUp, System.err))
                .setOut(new PrintWriter(System.out, true, Charset.defaultCharset()))
                .setErr(new PrintWriter(System.err, true, Charset.defaultCharset()));
    }

    private static int runWorkers(Distribution distribution, List<List<String>> commandLines) {
        Optional<Path> program = distribution.program();
        if (program.isEmpty()) {
            System.err.println(
                    "gost: several command lines separated by -- want the program's own launcher,"
                            + " and no Windows; start one process for each");
            return WRONG;
        }
        WorkerProcesses workers = new WorkerProcesses(program.get(), System.out, System.err);
        workers.listenToSignals();
        return workers.run(commandLines);
    }
}
