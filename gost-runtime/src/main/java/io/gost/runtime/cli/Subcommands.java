package io.gost.runtime.cli;

import io.gost.runtime.config.url.KnownTypes;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The commands beside the default one.
 *
 * <p>GOST has none, and a file, a node or a service may be called like one of ours. So a word is a
 * command in first place only, and nothing is known of commands anywhere else. It also spares every
 * start the making of commands that nobody asked for.
 *
 * <p>To add one, write a picocli command and give it a row here.
 */
final class Subcommands {
    private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();

    /**
     * The commands of the program.
     *
     * @param surroundings what the program finds when it is started
     * @param plugins the plugins of this process
     * @param explainer answers {@code explain}
     */
    Subcommands(Surroundings surroundings, PluginSource plugins, Explainer explainer) {
        Function<List<Path>, KnownTypes> types = plugins::types;
        add("explain", () -> flags(new ExplainCommand(surroundings, types, explainer)));
        add("check", () -> flags(new CheckCommand(surroundings, plugins)));
        add("package", () -> flags(new PackageCommand(surroundings, plugins)));
        add("health", () -> plain(new HealthCommand()));
        add("plugins", () -> plugins(plugins, surroundings));
        add("schema", () -> plain(new SchemaCommand(plugins)));
        add("completion", () -> plain(new CompletionCommand(plugins, this)));
    }

    /** What may stand in first place, in the order that help lists it. */
    Set<String> names() {
        return Collections.unmodifiableSet(commands.keySet());
    }

    /** Whether arguments begin with a command. */
    boolean begin(List<String> arguments) {
        return !arguments.isEmpty() && commands.containsKey(arguments.getFirst());
    }

    /** Makes the command that arguments begin with, if they do. */
    boolean addTo(CommandLine program, List<String> arguments) {
        String word = arguments.isEmpty() ? "" : arguments.getFirst();
        Supplier<CommandLine> command = commands.get(word);
        if (command == null) {
            return false;
        }
        program.addSubcommand(word, command.get());
        return true;
    }

    /** Makes those that a program does not have yet: completion shows all of them. */
    void addAllTo(CommandLine program) {
        commands.forEach(
                (name, command) -> {
                    if (!program.getSubcommands().containsKey(name)) {
                        program.addSubcommand(name, command.get());
                    }
                });
    }

    private void add(String name, Supplier<CommandLine> command) {
        commands.put(name, command);
    }

    private static CommandLine plugins(PluginSource plugins, Surroundings surroundings) {
        return plain(new PluginsListCommand(plugins))
                .setCommandName("plugins")
                .addSubcommand("list", plain(new PluginsListCommand(plugins)))
                .addSubcommand("describe", plain(new PluginsDescribeCommand(plugins)))
                .addSubcommand("verify", plain(new PluginsVerifyCommand(plugins)))
                .addSubcommand("lock", plain(new PluginsLockCommand(plugins)))
                .addSubcommand("index", plain(new PluginsIndexCommand(plugins)))
                .addSubcommand(
                        "create",
                        plain(new PluginsCreateCommand(plugins, surroundings))
                                .setCaseInsensitiveEnumValuesAllowed(true));
    }

    /** Commands without GOST's flags, which take options in any place. */
    private static CommandLine plain(Object command) {
        return new CommandLine(command).addMixin("help", new HelpOption());
    }

    /** Commands that take GOST's flags take them as GOST does: until the first other word. */
    private static CommandLine flags(Object command) {
        return new CommandLine(command).setStopAtPositional(true);
    }
}
