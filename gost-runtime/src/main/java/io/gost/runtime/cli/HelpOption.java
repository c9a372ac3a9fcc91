package io.gost.runtime.cli;

import picocli.CommandLine.Option;

/** {@code --help} of the commands beside the default one. */
final class HelpOption {
    @Option(
            names = {"-h", "-help", "--help"},
            usageHelp = true,
            description = "print this help and end")
    @SuppressWarnings("UnusedVariable") // picocli itself looks at it
    private boolean help;
}
