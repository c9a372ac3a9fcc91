package io.gost.runtime.cli;

import io.gost.runtime.describe.JsonForm;
import io.gost.runtime.describe.TextForm;
import io.gost.runtime.describe.TypeDescription;
import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.text.NearestSpelling;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code gost plugins describe [KIND] TYPE}: every key that a type reads from its metadata. */
@Command(
        name = "describe",
        description =
                "Print every metadata key of a type: aliases, kind of value, default, bounds and"
                        + " what it does. A type of several kinds, as http is a handler and a"
                        + " connector, is described for each unless KIND names one. Without"
                        + " arguments: every type.")
final class PluginsDescribeCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    private final PluginSource source;

    @Mixin private final PluginDirectories directories = new PluginDirectories();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(
            arity = "0..2",
            paramLabel = "[KIND] TYPE",
            hideParamSyntax = true,
            description =
                    "handler, listener, connector, dialer, strategy or multiplexer; then a type"
                            + " such as socks5")
    private List<String> words = new ArrayList<>();

    @Spec private CommandSpec spec;

    PluginsDescribeCommand(PluginSource source) {
        this.source = source;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        List<ExtensionKind> kinds =
                words.size() == 2 ? List.of(kind()) : List.of(ExtensionKind.values());
        PrintWriter err = spec.commandLine().getErr();
        Plugins plugins = source.plugins(directories.paths(), err);
        if (words.isEmpty()) {
            print(TypeDescription.all(plugins, failure -> err.println("gost: " + failure)));
            return 0;
        }
        String type = words.getLast();
        List<TypeDescription> found =
                kinds.stream()
                        .map(kind -> TypeDescription.of(plugins, kind, type))
                        .flatMap(Optional::stream)
                        .toList();
        if (found.isEmpty()) {
            err.println(
                    "gost: "
                            + (kinds.size() == 1
                                    ? plugins.registry(kinds.getFirst()).missing(type)
                                    : plugins.missing(type)));
            return WRONG;
        }
        print(found);
        return 0;
    }

    private ExtensionKind kind() {
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        List<String> nouns =
                Arrays.stream(ExtensionKind.values()).map(ExtensionKind::noun).toList();
        return Arrays.stream(ExtensionKind.values())
                .filter(kind -> kind.noun().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "\"%s\" is not one of %s%s"
                                                .formatted(
                                                        word,
                                                        String.join(", ", nouns),
                                                        NearestSpelling.hint(word, nouns))));
    }

    private void print(List<TypeDescription> descriptions) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonForm.types(descriptions));
            return;
        }
        for (int i = 0; i < descriptions.size(); i++) {
            if (i > 0) {
                out.println();
            }
            TextForm.type(descriptions.get(i)).forEach(out::println);
        }
    }
}
