package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Plugins that require other plugins. */
final class PluginLibrariesTest {
    @TempDir Path plugins;

    @Test
    void aLibraryIsLoadedBeforeThePluginThatRequiresItAndShared() {
        user("a", "io.gost.plugin.mux").jar(plugins, "a.jar");
        user("b", "io.gost.plugin.mux").jar(plugins, "b.jar");
        library("mux").jar(plugins, "gost-plugin-mux-1.0.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded()).extracting(LoadedPlugin::name).containsExactly("mux", "a", "b");
        assertThat(libraryOf(loaded, "a")).isSameAs(libraryOf(loaded, "b"));
    }

    @Test
    void aLibraryMayProvideTypesItself() {
        library("mux")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .provides(ExtensionKind.DIALER, "io.gost.plugin.mux.P", "mux")
                .jar(plugins, "mux.jar");
        user("a", "io.gost.plugin.mux").jar(plugins, "a.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.dialers().types()).containsExactly("mux");
        assertThat(loaded.handlers().types()).containsExactly("a");
    }

    @Test
    void librariesMayBuildOnLibraries() {
        user("a", "io.gost.plugin.middle").jar(plugins, "a.jar");
        library("middle").requires("io.gost.plugin.under").jar(plugins, "b.jar");
        library("under").jar(plugins, "c.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded())
                .extracting(LoadedPlugin::name)
                .containsExactly("under", "middle", "a");
    }

    @Test
    void aLibraryOfOursThatIsMissingIsNamedByItsJar() {
        Path file = user("a", "io.gost.plugin.mux").jar(plugins, "a.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (io.gost.plugin.a): requires module io.gost.plugin.mux, which"
                                + " neither the host nor a plugin has; wanted"
                                + " gost-plugin-mux-….jar; put it into the plugins directory");
    }

    @Test
    void aRefusedLibraryTakesItsUsersWithIt() {
        Path lib = library("mux").requires(Host.SPI, "99.0").jar(plugins, "mux.jar");
        Path file = user("a", "io.gost.plugin.mux").jar(plugins, "a.jar");

        assertThat(lines())
                .containsExactly(
                        lib
                                + " (io.gost.plugin.mux): built against io.gost.spi 99.0; wanted "
                                + ModuleVersion.parse(TestModule.SPI_VERSION).orElseThrow()
                                + "; upgrade gost, or install an older build of the plugin",
                        file
                                + " (io.gost.plugin.a): requires module io.gost.plugin.mux, but"
                                + " mux.jar was refused; mend that one first");
    }

    @Test
    void aLibraryWhoseLayerFailsTakesItsUsersWithIt() {
        Path folder = plugins.resolve("gost-plugin-mux");
        TestModule.named("lib").exports("split").jar(folder, "lib.jar");
        library("mux").requires("lib").holds("split.X").jar(folder, "gost-plugin-mux.jar");
        Path file = user("a", "io.gost.plugin.mux").jar(plugins, "z.jar");

        assertThat(lines())
                .hasSize(2)
                .satisfies(
                        lines -> {
                            assertThat(lines.get(0))
                                    .startsWith(
                                            folder
                                                    + " (io.gost.plugin.mux): its modules do not"
                                                    + " fit together: ");
                            assertThat(lines.get(1))
                                    .isEqualTo(
                                            file
                                                    + " (io.gost.plugin.a): requires module"
                                                    + " io.gost.plugin.mux, which was refused; mend"
                                                    + " that one first");
                        });
    }

    @Test
    void aPackageOfItsLibraryIsNoPackageOfAPlugin() {
        library("mux")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .provides(ExtensionKind.DIALER, "io.gost.plugin.mux.P", "mux")
                .jar(plugins, "gost-plugin-mux-1.0.jar");
        Path file =
                user("a", "io.gost.plugin.mux")
                        .holds("io.gost.plugin.mux.Copy")
                        .jar(plugins, "a.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .singleElement()
                .asString()
                .startsWith(file + " (io.gost.plugin.a): its modules do not fit together: ")
                .contains("io.gost.plugin.mux");
        assertThat(loaded.handlers().types()).isEmpty();
        assertThat(loaded.dialers().types()).containsExactly("mux");
    }

    /** Neither sees the other's, so each has its own. */
    @Test
    void aPackageThatItsLibraryKeepsToItselfMayBeOneOfAPluginToo() {
        library("mux").holds("com.acme.own.X").jar(plugins, "gost-plugin-mux-1.0.jar");
        user("a", "io.gost.plugin.mux").holds("com.acme.own.X").jar(plugins, "a.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("a");
    }

    @Test
    void aPluginThatExportsNothingIsNoLibrary() {
        TestModule.handler("io.gost.plugin.http", "http").jar(plugins, "gost-plugin-http-1.0.jar");
        Path file = user("a", "io.gost.plugin.http").jar(plugins, "z.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (io.gost.plugin.a): requires io.gost.plugin.http of"
                                + " gost-plugin-http-1.0.jar; wanted a library plugin, which"
                                + " exports packages; have its author require io.gost.spi only");
    }

    @Test
    void aCircleIsPrintedWholeForEachOfItsMembersAndStopsNobodyElse() {
        Path one = library("one").requires("io.gost.plugin.two").jar(plugins, "1.jar");
        Path two = library("two").requires("io.gost.plugin.three").jar(plugins, "2.jar");
        Path three = library("three").requires("io.gost.plugin.one").jar(plugins, "3.jar");
        Path user = user("a", "io.gost.plugin.two").jar(plugins, "4.jar");
        TestModule.handler("com.acme.good", "good").jar(plugins, "5.jar");
        String circle =
                "requires itself in a circle: io.gost.plugin.one → io.gost.plugin.two →"
                    + " io.gost.plugin.three → io.gost.plugin.one; wanted libraries that require no"
                    + " plugin that requires them; remove one of 1.jar, 2.jar, 3.jar";

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        one + " (io.gost.plugin.one): " + circle,
                        two + " (io.gost.plugin.two): " + circle,
                        three + " (io.gost.plugin.three): " + circle,
                        user
                                + " (io.gost.plugin.a): requires module io.gost.plugin.two, but"
                                + " 2.jar was refused; mend that one first");
        assertThat(loaded.handlers().types()).containsExactly("good");
    }

    @Test
    void aBrokenProviderOfALibraryIsReportedOnce() {
        library("mux")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .declare(ExtensionKind.HANDLER, "io.gost.plugin.mux.Missing")
                .jar(plugins, "mux.jar");
        user("a", "io.gost.plugin.mux").jar(plugins, "a.jar");

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("Provider io.gost.plugin.mux.Missing not found");
    }

    private static TestModule library(String name) {
        return TestModule.named("io.gost.plugin." + name).exports("io.gost.plugin." + name);
    }

    private static TestModule user(String name, String library) {
        return TestModule.named("io.gost.plugin." + name)
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .requires(library)
                .providesAfter(
                        TestModule.lookingUp(library + ".Exported"),
                        ExtensionKind.HANDLER,
                        "io.gost.plugin." + name + ".P",
                        name);
    }

    private static Class<?> libraryOf(Plugins loaded, String type) {
        ClassLoader loader = loaded.handlers().find(type).orElseThrow().getClass().getClassLoader();
        try {
            return Class.forName("io.gost.plugin.mux.Exported", false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> lines() {
        return Plugins.load(List.of(plugins)).problems().stream().map(PluginProblem::line).toList();
    }
}
