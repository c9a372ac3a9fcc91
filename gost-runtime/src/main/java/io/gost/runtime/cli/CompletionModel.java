package io.gost.runtime.cli;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.Plugins;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The commands as a shell completes them, whichever shell it is.
 *
 * @param commands the program first, each command before its subcommands
 */
record CompletionModel(List<Command> commands) {
    CompletionModel {
        commands = List.copyOf(commands);
    }

    /**
     * One command.
     *
     * @param path its words, {@code gost plugins verify}
     * @param help what it does
     * @param options what it takes
     * @param operand what stands behind the options
     */
    record Command(String path, String help, List<Flag> options, Value operand) {
        Command {
            options = List.copyOf(options);
        }

        /** Whether another command is one step below. */
        boolean isParentOf(Command other) {
            return other.path.startsWith(path + " ")
                    && other.path.indexOf(' ', path.length() + 1) < 0;
        }

        /** The last word. */
        String word() {
            return path.substring(path.lastIndexOf(' ') + 1);
        }
    }

    /**
     * One option.
     *
     * @param names every spelling
     * @param help what it does
     * @param value what follows it
     */
    record Flag(List<String> names, String help, Value value) {
        Flag {
            names = List.copyOf(names);
        }

        /** The spelling to offer: {@code -L}, but {@code --strict}. */
        String name() {
            return names.stream()
                    .filter(name -> name.length() == 2)
                    .findFirst()
                    .orElse(names.getLast());
        }
    }

    /**
     * What can stand in a place.
     *
     * @param kind words, files or directories; or nothing that a shell could know
     * @param words the words
     * @param open whether more is to be typed behind a word, as behind {@code http://}
     */
    record Value(Kind kind, List<String> words, boolean open) {
        /** What a shell can offer. */
        enum Kind {
            /** Nothing follows. */
            ABSENT,
            /** Something that only the user knows. */
            ANY,
            /** One of the words. */
            WORDS,
            /** A file. */
            FILES,
            /** A directory. */
            DIRECTORIES
        }

        static final Value ABSENT = new Value(Kind.ABSENT, List.of(), false);
        static final Value ANY = new Value(Kind.ANY, List.of(), false);

        Value {
            words = List.copyOf(words);
        }

        static Value words(List<String> words) {
            return new Value(Kind.WORDS, words, false);
        }
    }

    /** Reads the commands, and the types there are. */
    static CompletionModel of(CommandLine program, Plugins plugins) {
        List<Command> commands = new ArrayList<>();
        new Builder(plugins, commands).add(program.getCommandSpec(), program.getCommandName());
        return new CompletionModel(commands);
    }

    /** The commands one step below. */
    List<Command> below(Command parent) {
        return commands.stream().filter(parent::isParentOf).toList();
    }

    private record Builder(Plugins plugins, List<Command> commands) {
        void add(CommandSpec spec, String path) {
            List<Flag> options =
                    spec.options().stream().filter(o -> !o.hidden()).map(this::flag).toList();
            Value operand =
                    spec.positionalParameters().stream()
                            .filter(position -> !position.hidden())
                            .findFirst()
                            .map(this::value)
                            .orElse(Value.ABSENT);
            String help = String.join(" ", spec.usageMessage().description());
            commands.add(new Command(path, help.split("(?<=\\.) ", 2)[0], options, operand));
            spec.subcommands()
                    .forEach((name, line) -> add(line.getCommandSpec(), path + " " + name));
        }

        private Flag flag(OptionSpec option) {
            return new Flag(
                    List.of(option.names()),
                    String.join(" ", option.description()),
                    option.arity().max() == 0 ? Value.ABSENT : value(option));
        }

        private Value value(ArgSpec argument) {
            if (argument.completionCandidates() != null) {
                List<String> words = new ArrayList<>();
                argument.completionCandidates().forEach(words::add);
                return Value.words(words);
            }
            return switch (argument.paramLabel()) {
                case "DIRECTORY" -> new Value(Value.Kind.DIRECTORIES, List.of(), false);
                case "SERVICE" -> schemes(ExtensionKind.HANDLER, ExtensionKind.LISTENER);
                case "NODE" -> schemes(ExtensionKind.CONNECTOR, ExtensionKind.DIALER);
                case "[KIND] TYPE" -> Value.words(types());
                case "FILE", "JAR" -> new Value(Value.Kind.FILES, List.of(), false);
                default ->
                        argument.type() == Path.class
                                ? new Value(Value.Kind.FILES, List.of(), false)
                                : Value.ANY;
            };
        }

        private Value schemes(ExtensionKind... kinds) {
            TreeSet<String> schemes = new TreeSet<>();
            for (ExtensionKind kind : kinds) {
                plugins.registry(kind).types().forEach(type -> schemes.add(type + "://"));
            }
            return new Value(Value.Kind.WORDS, List.copyOf(schemes), true);
        }

        private List<String> types() {
            TreeSet<String> words = new TreeSet<>();
            Arrays.stream(ExtensionKind.values())
                    .forEach(
                            kind -> {
                                words.add(kind.noun());
                                words.addAll(plugins.registry(kind).types());
                            });
            return List.copyOf(words);
        }
    }
}
