package io.gost.runtime.cli;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;

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
        // Whoever asks for a reload too early shall not end the process.
        HangUp hangUp = HangUp.install();
        PluginSource plugins = new PluginSource(Distribution.ofProcess());
        Surroundings surroundings = Surroundings.ofProcess();
        CommandLine command =
                GostCommand.create(
                                surroundings,
                                plugins::types,
                                new ServiceLauncher(plugins, surroundings, hangUp, System.err))
                        .setOut(new PrintWriter(System.out, true, Charset.defaultCharset()))
                        .setErr(new PrintWriter(System.err, true, Charset.defaultCharset()));
        Subcommands subcommands =
                new Subcommands(surroundings, plugins, new ServiceExplainer(plugins));
        return GostCommand.execute(
                List.of(arguments), command, subcommands, _ -> refuseWorkers(command.getErr()));
    }

    private static int refuseWorkers(PrintWriter err) {
        err.println(
                "gost: several command lines separated by -- are not available in this version;"
                        + " start one process for each");
        return WRONG;
    }
}
