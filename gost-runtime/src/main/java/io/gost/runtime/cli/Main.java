package io.gost.runtime.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/** The program. */
public final class Main {
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
        Distribution distribution = Distribution.ofProcess();
        PluginSource plugins = new PluginSource(distribution);
        return GostCommand.create(
                        Surroundings.ofProcess(),
                        plugins::types,
                        new ServiceLauncher(plugins, System.err))
                .setOut(new PrintWriter(System.out, false, Charset.defaultCharset()))
                .setErr(new PrintWriter(System.err, true, Charset.defaultCharset()))
                .execute(arguments);
    }
}
