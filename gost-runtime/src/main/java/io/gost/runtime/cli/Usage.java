package io.gost.runtime.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.Comparator;
import java.util.Locale;

/** The text of {@code -h}. */
final class Usage {
    private Usage() {}

    /**
     * Writes it.
     *
     * @param gost the command without a subcommand
     */
    static String text(CommandSpec gost) {
        StringBuilder text = new StringBuilder("Usage of gost:\n");
        gost.options().stream()
                .filter(option -> !option.longestName().endsWith("help"))
                .sorted(Comparator.comparing(Usage::name))
                .forEach(
                        option ->
                                text.append(
                                        "  %s\n    \t%s\n"
                                                .formatted(form(option), meaning(option))));
        return text.append(
                        """
                        Commands:
                          gost explain -C gost.yml [--service NAME] [--client IP] HOST[:PORT]
                            \tsay which node a request would take, and why, without sending anything
                          gost check -C gost.yml [--strict] [--json]
                            \tprint everything that is wrong with a configuration, and end
                          gost plugins [list] [--json]
                            \tlist the plugins, what they provide, and why some are refused
                          gost plugins describe [KIND] TYPE [--json]
                            \tprint every metadata key of a type
                          gost plugins verify JAR... [--json]
                            \tcheck plugins without using them
                          gost plugins lock [--output FILE]
                            \tprint the digests of the plugins, for --plugins-lock
                          gost plugins index
                            \twrite down what the plugins are, for a faster start
                          gost plugins create NAME --kind KIND
                            \twrite the project of a new plugin
                          gost package --config gost.yml --output DIR
                            \twrite a distribution with just what a configuration needs
                          gost health HOST:PORT
                            \tsay by the exit code whether a service or the Web API answers
                          gost schema [--strict]
                            \tprint the JSON Schema of gost.yml, for editors
                          gost completion bash|zsh|fish
                            \tprint a script that completes command lines
                        """)
                .toString();
    }

    /** With one dash, as GOST's documentation writes flags. */
    private static String name(OptionSpec option) {
        return option.shortestName();
    }

    private static String form(OptionSpec option) {
        boolean bare = option.arity().max() == 0 || option.type() == boolean.class;
        return bare ? name(option) : name(option) + " " + value(option.paramLabel());
    }

    /** As GOST's text, which scripts and wrappers look at, says what a flag of GOST takes. */
    private static String value(String label) {
        return switch (label) {
            case "SERVICE", "NODE", "FILE" -> "value";
            case "FORMAT", "ADDRESS" -> "string";
            case "PERIOD" -> "duration";
            default -> label.toLowerCase(Locale.ROOT);
        };
    }

    private static String meaning(OptionSpec option) {
        return String.join(" ", option.description());
    }
}
