package io.gost.runtime.cli;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.RecordWriter;
import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.plugin.LoadedPlugin;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.trim.Jdk;
import io.gost.runtime.trim.OciImage;
import io.gost.runtime.trim.TrimOrder;
import io.gost.runtime.trim.TrimmedDistribution;
import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code gost package -C gost.yml --output DIRECTORY}: a distribution of just what is needed. */
@Command(
        name = "package",
        description =
                "Make a distribution of just the plugins that a configuration needs, and with"
                    + " --jlink of just the modules. It is rehearsed once on the loopback, which"
                    + " makes its AOT cache.")
final class PackageCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    private final Surroundings surroundings;
    private final PluginSource source;

    @Mixin private final Arguments arguments = new Arguments();

    @Option(
            names = {"-config", "--config"},
            paramLabel = "FILE",
            description = "the same as -C")
    private List<String> configs = new ArrayList<>();

    @Option(
            names = {"-output", "--output"},
            paramLabel = "DIRECTORY",
            description = "where the distribution goes; must be new or empty")
    private @Nullable Path output;

    @Option(
            names = {"-plugin", "--plugin"},
            paramLabel = "NAME",
            description = "keep this plugin too, and what it needs; may be repeated")
    private List<String> extra = new ArrayList<>();

    @Option(
            names = {"-with-config", "--with-config"},
            description =
                    "put the configuration into conf/gost.yml, with the secrets that are in it")
    private boolean withConfig;

    @Option(
            names = {"-jlink", "--jlink"},
            description = "link a runtime image of just the modules; needs a JDK")
    private boolean jlink;

    @Option(
            names = {"-jdk", "--jdk"},
            paramLabel = "DIRECTORY",
            description = "the JDK for --jlink; else JAVA_HOME or the one on the PATH")
    private @Nullable Path jdk;

    @Option(
            names = {"-oci", "--oci"},
            paramLabel = "FILE",
            description =
                    "write it as a container image, too: an OCI image layout in a tar file; implies"
                            + " --jlink and --with-config")
    private @Nullable Path image;

    @Spec private CommandSpec spec;

    PackageCommand(Surroundings surroundings, PluginSource source) {
        this.surroundings = surroundings;
        this.source = source;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        if (arguments.help) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return 0;
        }
        if (output == null || !arguments.ignored.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    output == null
                            ? "--output DIRECTORY is missing"
                            : "\"%s\" is no flag".formatted(arguments.ignored.getFirst()));
        }
        if (image != null) {
            OciImage.requirePossible(image);
            jlink = true;
            withConfig = true;
        }
        arguments.sources.addAll(configs);
        Diagnostics found = new Diagnostics();
        KnownTypes types = source.types(arguments.plugins);
        LoadedConfig loaded = new ConfigLoader(arguments, surroundings, types).load(found);
        if (!found.hasErrors()) {
            ConfigValidator.check(loaded.config(), loaded.sources(), types, found);
        }
        LocatedProblems problems = new LocatedProblems(loaded.sources());
        boolean tls = !found.hasErrors() && usesTls(loaded, problems);
        found.all().forEach(spec.commandLine().getErr()::println);
        problems.diagnostics().all().forEach(spec.commandLine().getErr()::println);
        if (found.hasErrors() || problems.diagnostics().hasErrors()) {
            return WRONG;
        }
        TrimmedDistribution.make(order(loaded, tls, output))
                .lines()
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    /** Builds the services, too: only then is it known which plugins they ask for. */
    private boolean usesTls(LoadedConfig loaded, LocatedProblems problems) {
        List<Boolean> used = new ArrayList<>();
        DryAssembly.build(
                loaded,
                source.plugins(arguments.plugins),
                problems,
                services -> used.add(services.usesTls()));
        return used.contains(true);
    }

    private TrimOrder order(LoadedConfig loaded, boolean tls, Path to) {
        List<Path> files = new ArrayList<>();
        Set<String> modules = new TreeSet<>();
        Plugins plugins = source.plugins(arguments.plugins);
        for (String name : extra) {
            if (!plugins.need(name)) {
                throw new GostException(
                        GostException.Category.CONFIG,
                        "--plugin: no plugin is called \"%s\"".formatted(name));
            }
        }
        for (LoadedPlugin plugin : plugins.needed()) {
            files.add(plugin.file());
            modules.addAll(plugins.hostModules(plugin));
        }
        return new TrimOrder(
                source.home()
                        .orElseThrow(
                                () ->
                                        new GostException(
                                                GostException.Category.CONFIG,
                                                "package works with a packaged gost only")),
                to,
                files,
                modules,
                tls || !extra.isEmpty(), // what else is kept may be asked for it later
                loaded.config(),
                withConfig
                        ? Optional.of(RecordWriter.write(loaded.config(), Format.YAML))
                        : Optional.empty(),
                jlink
                        ? Optional.of(
                                Jdk.find(Optional.ofNullable(jdk), surroundings.environment()))
                        : Optional.empty(),
                Optional.ofNullable(image));
    }
}
