package io.gost.runtime.cli;

import io.gost.runtime.plugin.Plugins;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the command in this process, and what it printed. */
record CommandRun(int exit, String out, String err, List<LoadedConfig> launched) {
    /** Runs the command in a directory, with a home beside it and nothing on standard input. */
    static CommandRun in(Path directory, String... arguments) {
        return in(directory, Map.of(), "", List.of(arguments));
    }

    /** The same with plugins; otherwise there are none but those that arguments name. */
    static CommandRun with(Plugins plugins, Path directory, String... arguments) {
        return with(new PluginSource(plugins), directory, arguments);
    }

    /** The same with plugins that are opened when they are needed. */
    static CommandRun with(PluginSource plugins, Path directory, String... arguments) {
        return in(plugins, directory, Map.of(), "", List.of(arguments));
    }

    /** The same as an installed program, whose plugins are those that came with it. */
    static CommandRun installed(Path home, Path directory, String... arguments) {
        Distribution distribution = new Distribution(Optional.of(home));
        return in(new PluginSource(distribution), directory, Map.of(), "", List.of(arguments));
    }

    static CommandRun in(
            Path directory, Map<String, String> variables, String input, List<String> arguments) {
        return in(
                new PluginSource(new Distribution(Optional.empty())),
                directory,
                variables,
                input,
                arguments);
    }

    private static CommandRun in(
            PluginSource plugins,
            Path directory,
            Map<String, String> variables,
            String input,
            List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var launched = new ArrayList<LoadedConfig>();
        int exit = run(plugins, directory, variables, input, arguments, out, err, launched);
        return new CommandRun(exit, out.toString(), err.toString(), launched);
    }

    private static int run(
            PluginSource plugins,
            Path directory,
            Map<String, String> variables,
            String input,
            List<String> arguments,
            StringWriter out,
            StringWriter err,
            List<LoadedConfig> launched) {
        var environment = new HashMap<>(variables);
        environment.putIfAbsent("HOME", directory.resolve("home").toString());
        var surroundings =
                new Surroundings(
                        environment,
                        directory,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        Launcher launcher =
                (loaded, _) -> {
                    launched.add(loaded);
                    return 0;
                };
        CommandLine command = GostCommand.create(surroundings, plugins::types, launcher);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        Workers workers =
                commandLines -> {
                    int worst = 0;
                    for (int i = 0; i < commandLines.size(); i++) {
                        var own = new HashMap<>(environment);
                        own.put(Workers.NUMBER, Integer.toString(i));
                        List<String> line = commandLines.get(i);
                        int exit = run(plugins, directory, own, "", line, out, err, launched);
                        worst = Math.max(worst, exit);
                    }
                    return worst;
                };
        Explainer explainer =
                (loaded, _, question) ->
                        List.of(loaded.config().services().size() + " services, " + question);
        Subcommands subcommands = new Subcommands(surroundings, plugins, explainer);
        return GostCommand.execute(arguments, () -> command, subcommands, workers);
    }
}
