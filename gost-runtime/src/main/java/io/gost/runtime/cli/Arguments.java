package io.gost.runtime.cli;

import io.gost.spi.GoDuration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The flags of the command, as they were typed. Every flag takes one dash or two. */
final class Arguments {
    @Option(
            names = {"-L", "--L"},
            paramLabel = "SERVICE",
            description = "service")
    List<String> services = new ArrayList<>();

    @Option(
            names = {"-F", "--F"},
            paramLabel = "NODE",
            description = "node of the chain of all services, nearest first")
    List<String> nodes = new ArrayList<>();

    @Option(
            names = {"-C", "--C"},
            paramLabel = "FILE",
            description = "configuration: a file, a URL, inline JSON, or - for standard input")
    List<String> sources = new ArrayList<>();

    @Option(
            names = {"-O", "--O"},
            paramLabel = "FORMAT",
            description = "print the configuration as yaml or json and end",
            completionCandidates = OutputNames.class,
            converter = OutputName.class)
    Output output = Output.NONE;

    @Option(
            names = {"-D", "--D"},
            description = "log level debug",
            converter = Switch.class)
    boolean debugLevel;

    @Option(
            names = {"-DD", "--DD"},
            description = "log level trace",
            converter = Switch.class)
    boolean traceLevel;

    @Option(
            names = {"-V", "--V"},
            description = "print the version and end",
            converter = Switch.class)
    boolean version;

    @Option(
            names = {"-api", "--api"},
            paramLabel = "ADDRESS",
            description = "address of the Web API")
    String api = "";

    @Option(
            names = {"-metrics", "--metrics"},
            paramLabel = "ADDRESS",
            description = "address of the metrics")
    String metrics = "";

    @Option(
            names = {"-R", "--R"},
            paramLabel = "PERIOD",
            description = "read the configuration again every period (30s, 1m)",
            converter = Period.class)
    Duration reloadPeriod = Duration.ZERO;

    @Option(
            names = {"-drain", "--drain"},
            paramLabel = "SECONDS",
            description = "how long connections may go on after a request to stop (5)",
            converter = Seconds.class)
    Duration drain = Duration.ofSeconds(5);

    @Option(
            names = {"-plugins", "--plugins"},
            paramLabel = "DIRECTORY",
            description = "load plugins from a directory; may be repeated")
    List<Path> plugins = new ArrayList<>();

    @Option(
            names = {"-plugins-lock", "--plugins-lock"},
            paramLabel = "FILE",
            description = "use only plugins with a digest in this file of gost plugins lock")
    String pluginsLock = "";

    @Option(
            names = {"-debug", "--debug"},
            description = "print the stack trace of a failure",
            converter = Switch.class)
    boolean stackTraces;

    @Option(
            names = {"-h", "--h", "-help", "--help"},
            description = "print this help and end")
    boolean help;

    @Parameters(hidden = true)
    List<String> ignored = new ArrayList<>();

    /** What is printed instead of starting. */
    enum Output {
        NONE,
        YAML,
        JSON
    }

    /** What a shell offers. */
    static final class OutputNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("yaml", "json").iterator();
        }
    }

    /** {@code yaml} or {@code json}; the empty text means that nothing is printed. */
    static final class OutputName implements ITypeConverter<Output> {
        @Override
        public Output convert(String value) {
            return switch (value) {
                case "" -> Output.NONE;
                case "yaml" -> Output.YAML;
                case "json" -> Output.JSON;
                default ->
                        throw new TypeConversionException("\"" + value + "\" is not yaml or json");
            };
        }
    }

    /** The words that switch a flag on or off, {@code -D=false}. */
    static final class Switch implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String value) {
            return switch (value) {
                case "1", "t", "T", "true", "True", "TRUE" -> true;
                case "0", "f", "F", "false", "False", "FALSE" -> false;
                default ->
                        throw new TypeConversionException("\"" + value + "\" is not true or false");
            };
        }
    }

    /** A number of seconds, or a duration with a unit. */
    static final class Seconds implements ITypeConverter<Duration> {
        private static final Duration LONGEST = Duration.ofHours(24);

        @Override
        public Duration convert(String value) {
            return GoDuration.parse(value.matches("\\d{1,6}") ? value + "s" : value)
                    .filter(time -> !time.isNegative() && time.compareTo(LONGEST) <= 0)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "\"%s\" is not a time such as 5, 0 or 1m30s, up to a day"
                                                    .formatted(value)));
        }
    }

    /** A duration with a unit. */
    static final class Period implements ITypeConverter<Duration> {
        /** More often would read files all the time, and 1ns is most likely a slip. */
        private static final Duration SHORTEST = Duration.ofMillis(100);

        @Override
        public Duration convert(String value) {
            return GoDuration.parse(value)
                    .filter(time -> time.isZero() || time.compareTo(SHORTEST) >= 0)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "\"%s\" is not a duration such as 30s or 1m, of 100ms or more"
                                                    .formatted(value)));
        }
    }
}
