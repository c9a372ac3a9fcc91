package io.gost.runtime.cli;

import io.gost.runtime.create.PluginProject;
import io.gost.runtime.create.ProjectKind;
import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.Plugins;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Provider;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code gost plugins create my-proto --kind handler}: the project of a new plugin, and what to do
 * next.
 */
@Command(
        name = "create",
        description =
                "Write a Maven project with a small working plugin of one kind, its contract test"
                        + " and its README. It builds with a JDK 25 and Maven alone, against the"
                        + " sdk/ of this installation.")
final class PluginsCreateCommand implements Callable<Integer> {
    private final PluginSource source;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "NAME",
            description = "the type that users will write, such as my-proto")
    private String name = "";

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description =
                    "handler, listener, dialer, connector, strategy, or transport (a listener and"
                            + " its dialer)")
    private ProjectKind kind = ProjectKind.HANDLER;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "the package, which names the module, too; default com.example.NAME")
    private @Nullable String packageName;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "where to; must be empty or not be there; default NAME")
    private @Nullable Path directory;

    @Spec private CommandSpec spec;

    PluginsCreateCommand(PluginSource source, Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        PluginProject project =
                new PluginProject(
                        name,
                        kind,
                        packageName == null ? PluginProject.defaultPackage(name) : packageName,
                        home(),
                        spiVersion());
        refuseTaken();
        Path written = directory == null ? Path.of(name) : directory;
        project.write(surroundings.directory().resolve(written));
        tellHowToGoOn(project, written);
        return 0;
    }

    private void tellHowToGoOn(PluginProject project, Path written) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(written + ": a " + kind + ", package " + project.packageName());
        out.println("next:");
        out.println("  cd " + PluginProject.quoted(written));
        project.commands().forEach(command -> out.println("  " + command));
        out.println("then, in a second terminal:");
        out.println("  " + project.client());
    }

    private Path home() {
        Path home =
                source.distribution()
                        .home()
                        .orElseThrow(
                                () ->
                                        new GostException(
                                                Category.CONFIG,
                                                "not started by bin/gost, so that nobody knows"
                                                        + " where the sdk/ is"));
        if (!Files.isDirectory(home.resolve("sdk"))) {
            throw new GostException(
                    Category.CONFIG,
                    home
                            + " has no sdk/, as a trimmed distribution has none; create the project"
                            + " with the full one");
        }
        return home;
    }

    /** Two plugins that provide one type keep each other from being loaded. */
    private void refuseTaken() {
        Plugins plugins = source.plugins(List.of());
        for (ExtensionKind provided : kind.provided()) {
            if (plugins.registry(provided).types().contains(name)) {
                throw new GostException(
                        Category.CONFIG,
                        "there is a %s %s already; choose another name"
                                .formatted(provided.noun(), name));
            }
        }
    }

    private static String spiVersion() {
        return Optional.ofNullable(Provider.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("dev");
    }
}
