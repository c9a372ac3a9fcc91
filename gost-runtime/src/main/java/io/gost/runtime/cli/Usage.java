package io.gost.runtime.cli;

import java.util.List;

/** The text of {@code -h}. */
final class Usage {
    private record Flag(String form, String meaning) {}

    private static final List<Flag> FLAGS =
            List.of(
                    new Flag(
                            "-C value",
                            "configuration: a file, a URL, inline JSON, or - for standard input"),
                    new Flag("-D", "log level debug"),
                    new Flag("-DD", "log level trace"),
                    new Flag("-F value", "node of the chain of all services, nearest first"),
                    new Flag("-L value", "service"),
                    new Flag("-O string", "print the configuration as yaml or json and end"),
                    new Flag("-R duration", "read the configuration again every period (30s, 1m)"),
                    new Flag("-V", "print the version and end"),
                    new Flag("-api string", "address of the Web API"),
                    new Flag("-debug", "print the stack trace of a failure"),
                    new Flag(
                            "-drain seconds",
                            "how long connections may go on after a request to stop (5)"),
                    new Flag("-metrics string", "address of the metrics"),
                    new Flag(
                            "-plugins directory",
                            "load plugins from a directory; may be repeated"));

    private Usage() {}

    static String text() {
        var text = new StringBuilder("Usage of gost:\n");
        for (Flag flag : FLAGS) {
            text.append("  ")
                    .append(flag.form)
                    .append("\n    \t")
                    .append(flag.meaning)
                    .append('\n');
        }
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
                          gost schema [--strict]
                            \tprint the JSON Schema of gost.yml, for editors
                        """)
                .toString();
    }
}
