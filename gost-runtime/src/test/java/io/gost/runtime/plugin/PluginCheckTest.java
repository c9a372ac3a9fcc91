package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Modules that do not fit this host, found out from their descriptors. */
final class PluginCheckTest {
    private static final ModuleVersion SPI =
            ModuleVersion.parse(TestModule.SPI_VERSION).orElseThrow();
    private static final String SPI_RANGE =
            SPI.minor() == 0 ? SPI.toString() : SPI.major() + ".0 to " + SPI;

    @TempDir Path plugins;

    @Test
    void anOlderMinorVersionOfTheSpiIsCompatible() {
        against(SPI.major() + ".0");

        assertThat(lines()).isEmpty();
    }

    @Test
    void aNewerMajorVersionOfTheSpiIsRefused() {
        Path file = against((SPI.major() + 1) + ".0.0");

        assertThat(lines())
                .containsExactly(
                        "%s (com.acme.x): built against io.gost.spi %d.0.0; wanted %s; upgrade gost, or install an older build of the plugin"
                                .formatted(file, SPI.major() + 1, SPI_RANGE));
    }

    @Test
    void aNewerMinorVersionOfTheSpiIsRefused() {
        Path file = against(SPI.major() + "." + (SPI.minor() + 1));

        assertThat(lines())
                .containsExactly(
                        "%s (com.acme.x): built against io.gost.spi %d.%d; wanted %s; upgrade gost, or install an older build of the plugin"
                                .formatted(file, SPI.major(), SPI.minor() + 1, SPI_RANGE));
    }

    @Test
    void anOlderMajorVersionOfTheSpiIsRefused() {
        Path file = against("0.9");

        assertThat(lines())
                .containsExactly(
                        "%s (com.acme.x): built against io.gost.spi 0.9; wanted %s; install a newer build of the plugin"
                                .formatted(file, SPI_RANGE));
    }

    @Test
    void anUnknownVersionOfTheSpiIsRefused() {
        Path file = against(null);

        assertThat(lines())
                .containsExactly(
                        "%s (com.acme.x): built against io.gost.spi without a version; wanted %s; install a newer build of the plugin"
                                .formatted(file, SPI_RANGE));
    }

    @Test
    void aBundledSpiIsRefused() {
        Path file =
                TestModule.handler("com.acme.fat", "fat")
                        .holds("io.gost.spi.support.Relay")
                        .jar(plugins, "fat.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (com.acme.fat): bundles package io.gost.spi.support of the"
                                + " host's module io.gost.spi; wanted the plugin's own packages"
                                + " only; rebuild it without, with scope provided in Maven");
    }

    @Test
    void aPackageThatOnlyAnOlderSpiHadIsRefused() {
        TestModule.handler("com.acme.fat", "fat")
                .holds("io.gost.spi.legacy.X")
                .jar(plugins, "fat.jar");

        assertThat(lines()).singleElement().asString().contains("package io.gost.spi.legacy of");
    }

    @Test
    void anotherLibraryOfTheHostMayBeBundledAndIsThePluginsOwn() throws Exception {
        TestModule.handler("com.acme.fat", "fat")
                .holds("tools.jackson.databind.ObjectMapper")
                .jar(plugins, "fat.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        Class<?> provider = loaded.handlers().find("fat").orElseThrow().getClass();
        Class<?> copy =
                Class.forName(
                        "tools.jackson.databind.ObjectMapper", false, provider.getClassLoader());
        assertThat(copy.getModule()).isSameAs(provider.getModule());
        assertThat(copy).isNotSameAs(tools.jackson.databind.ObjectMapper.class);
    }

    @Test
    void aBundledHostLibraryIsRefused() {
        TestModule.handler("com.acme.fat", "fat")
                .holds("io.netty.buffer.ByteBuf")
                .jar(plugins, "fat.jar");

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("bundles package io.netty.buffer of the host's module io.netty.buffer;");
    }

    @Test
    void theSpiJarAmongThePluginsIsRefused() {
        Path file = TestModule.named(Host.SPI).exports(Host.SPI).jar(plugins, "gost-spi-0.9.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (io.gost.spi): holds io.gost.spi, a module of the host; wanted"
                                + " the plugin's own modules only; remove gost-spi-0.9.jar");
    }

    @Test
    void theSpiJarInAPluginsDirectoryIsRefused() {
        Path folder = plugins.resolve("x");
        TestModule.handler("com.acme.x", "x").jar(folder, "gost-plugin-x.jar");
        TestModule.named(Host.SPI).exports(Host.SPI).jar(folder, "gost-spi-0.9.jar");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(folder + " (io.gost.spi): holds io.gost.spi, a module of the host;");
    }

    @Test
    void aPluginsOwnCopyOfAHostLibraryDoesNotWin() {
        Path folder = plugins.resolve("x");
        TestModule.handler("com.acme.x", "x")
                .requires("org.slf4j")
                .jar(folder, "gost-plugin-x.jar");
        TestModule.named("org.slf4j")
                .version("99")
                .exports("org.slf4j")
                .jar(folder, "slf4j-api-99.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        folder
                                + " (org.slf4j): its own copy in slf4j-api-99.jar is not used, the"
                                + " host's is; remove the copy");
        Module plugin = loaded.handlers().find("x").orElseThrow().getClass().getModule();
        assertThat(plugin.getLayer().modules()).containsExactly(plugin);
        assertThat(plugin.getLayer().findModule("org.slf4j").orElseThrow().getLayer())
                .isSameAs(ModuleLayer.boot());
    }

    @Test
    void whatIsRefusedHasOneLineWhateverElseIsOddAboutIt() {
        Path folder = plugins.resolve("x");
        TestModule.handler("com.acme.x", "x")
                .requires("io.netty.buffer", "999.1")
                .requires("java.nowhere")
                .jar(folder, "gost-plugin-x.jar");
        TestModule.named("org.slf4j").exports("org.slf4j").jar(folder, "slf4j-api-99.jar");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(folder + " (com.acme.x): requires JDK module java.nowhere; ");
    }

    @Test
    void aPluginThatRequiresTheRuntimeIsRefused() {
        Path file =
                TestModule.handler("com.acme.nosy", "nosy")
                        .requires(Host.RUNTIME)
                        .jar(plugins, "nosy.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (com.acme.nosy): requires io.gost.runtime; wanted no more than"
                                + " io.gost.spi; have its author move it to the contracts of"
                                + " io.gost.spi");
    }

    @Test
    void aJdkModuleThatDoesNotExistIsNamed() {
        Path file =
                TestModule.handler("com.acme.x", "x")
                        .requires("java.nowhere")
                        .jar(plugins, "x.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (com.acme.x): requires JDK module java.nowhere; wanted it in"
                                + " the Java that runs gost; if this is a linked distribution,"
                                + " package it again with --plugin com.acme.x; else start gost with"
                                + " a Java that has it");
    }

    @Test
    void aJdkModuleThatWasNotStartedIsNamedWithTheSwitchThatStartsIt() {
        Optional<String> notStarted =
                ModuleFinder.ofSystem().findAll().stream()
                        .map(reference -> reference.descriptor().name())
                        .filter(name -> ModuleLayer.boot().findModule(name).isEmpty())
                        .min(Comparator.naturalOrder());
        assumeTrue(notStarted.isPresent(), "a JDK with modules that nobody requires");
        Path file =
                TestModule.handler("com.acme.x", "x")
                        .requires(notStarted.get())
                        .jar(plugins, "x.jar");

        assertThat(lines())
                .containsExactly(
                        "%s (com.acme.x): requires JDK module %s; wanted it among the modules started; add --add-modules %s to GOST_JAVA_OPTS"
                                .formatted(file, notStarted.get(), notStarted.get()));
    }

    @Test
    void aLibraryThatIsNowhereIsNamed() {
        Path file =
                TestModule.handler("com.acme.x", "x")
                        .requires("com.acme.lib")
                        .jar(plugins, "x.jar");

        assertThat(lines())
                .containsExactly(
                        file
                                + " (com.acme.x): requires module com.acme.lib, which neither the"
                                + " host nor a plugin has; wanted its jar; put both into one"
                                + " directory of the plugins directory");
    }

    @Test
    void aHostLibraryOlderThanTheOneBuiltAgainstIsAWarning() {
        Path file =
                TestModule.handler("com.acme.x", "x")
                        .requires("io.netty.buffer", "999.1")
                        .jar(plugins, "x.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.handlers().types()).containsExactly("x");
        assertThat(loaded.problems()).hasSize(1);
        assertThat(loaded.problems().getFirst().severity())
                .isEqualTo(PluginProblem.Severity.WARNING);
        assertThat(loaded.problems().getFirst().line())
                .startsWith(file + " (com.acme.x): built against io.netty.buffer 999.1, the host ");
    }

    @Test
    void theSecondJarWithOneModuleIsRefusedAndBothAreNamed() {
        Path first = TestModule.handler("com.acme.x", "x").jar(plugins, "x-1.jar");
        Path second = TestModule.handler("com.acme.x", "x").jar(plugins, "x-2.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        "%s (com.acme.x): holds the same module as %s; wanted one jar for each module; remove one of the two"
                                .formatted(second, first));
        assertThat(loaded.handlers().types()).containsExactly("x");
    }

    @Test
    void oneModuleInTwoDirectoriesIsRefusedToo() {
        Path one = plugins.resolve("1");
        Path two = plugins.resolve("2");
        TestModule.handler("com.acme.x", "x").jar(one, "x.jar");
        Path second = TestModule.handler("com.acme.x", "x").jar(two, "x.jar");

        assertThat(Plugins.load(List.of(one, two)).problems())
                .extracting(PluginProblem::file)
                .containsExactly(second);
    }

    @Test
    void oneModuleTwiceInAPluginsDirectoryIsRefused() {
        Path folder = plugins.resolve("x");
        TestModule.handler("com.acme.x", "x").jar(folder, "gost-plugin-x-1.jar");
        TestModule.handler("com.acme.x", "x").jar(folder, "gost-plugin-x-2.jar");

        assertThat(lines())
                .containsExactly(
                        folder
                                + " (com.acme.x): holds the module twice, in gost-plugin-x-1.jar"
                                + " and gost-plugin-x-2.jar; wanted one jar for each module; remove"
                                + " one of the two");
    }

    private Path against(String version) {
        return TestModule.named("com.acme.x")
                .requires(Host.SPI, version)
                .provides(ExtensionKind.HANDLER, "com.acme.x.P", "x")
                .jar(plugins, "x.jar");
    }

    private List<String> lines() {
        return Plugins.load(List.of(plugins)).problems().stream().map(PluginProblem::line).toList();
    }
}
