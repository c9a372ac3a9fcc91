package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is opened, and when, where an index speaks for plugins. */
final class PluginIndexTest {
    private static final String OPENED = "test.opened.";

    @TempDir Path plugins;

    @AfterEach
    void forget() {
        opened().forEach(name -> System.clearProperty(OPENED + name));
    }

    @Test
    void withoutAnIndexEveryPluginIsOpenedAtOnce() {
        plugin("one", "1", "eins");
        plugin("two", "2");

        load();

        assertThat(opened()).containsExactly("one", "two");
    }

    @Test
    void anIndexedPluginIsOpenedWhenItsTypeIsNeeded() {
        plugin("one", "1", "eins");
        plugin("two", "2");
        index();

        Plugins loaded = load();

        assertThat(loaded.handlers().types()).containsExactly("1", "2", "eins");
        assertThat(opened()).isEmpty();
        assertThat(loaded.handlers().find("EINS")).isPresent();
        assertThat(opened()).containsExactly("one");
        assertThat(loaded.handlers().find("1")).isEqualTo(loaded.handlers().find("eins"));
    }

    @Test
    void whoWantsToSeeEverythingOpensEverything() {
        plugin("one", "1");
        plugin("two", "2");
        index();

        Plugins loaded = load();

        assertThat(loaded.loaded())
                .extracting(LoadedPlugin::name)
                .containsExactly("com.acme.one", "com.acme.two");
        assertThat(loaded.problems()).isEmpty();
        assertThat(opened()).containsExactly("one", "two");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anIndexMayBeReadByWhoeverMayReadOtherFilesOfTheSameOwner() throws IOException {
        Path other = Files.createFile(plugins.resolve("README"));
        plugin("one", "1");
        index();

        assertThat(Files.getPosixFilePermissions(plugins.resolve(PluginIndex.FILE)))
                .isEqualTo(Files.getPosixFilePermissions(other));
        try (Stream<Path> files = Files.list(plugins)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("README", "one.jar", PluginIndex.FILE);
        }
    }

    @Test
    void anIndexIsGoodForACopyOfTheDirectoryToo(@TempDir Path copy) throws IOException {
        Path jar = plugin("one", "1");
        index();
        Files.copy(jar, copy.resolve(jar.getFileName()));
        Files.copy(plugins.resolve(PluginIndex.FILE), copy.resolve(PluginIndex.FILE));

        Plugins.load(List.of(copy));

        assertThat(opened()).isEmpty();
    }

    @Test
    void aDirectoryOfJarsIsIndexedAsOnePlugin() throws IOException {
        Path own = plugins.resolve("echo");
        TestModule.named("com.acme.lib").exports("com.acme.lib").jar(own, "lib.jar");
        module("echo", "echo").requires("com.acme.lib").jar(own, "gost-plugin-echo.jar");
        index();

        assertThat(load().handlers().types()).containsExactly("echo");
        assertThat(opened()).isEmpty();

        TestModule.named("com.acme.lib").version("2").exports("com.acme.lib").jar(own, "lib.jar");
        load();
        assertThat(opened()).containsExactly("echo");
    }

    @Test
    void aPluginThatIsNotInTheIndexIsOpenedAtOnce() {
        plugin("one", "1");
        index();
        plugin("two", "2");

        Plugins loaded = load();

        assertThat(opened()).containsExactly("two");
        assertThat(loaded.handlers().types()).containsExactly("1", "2");
    }

    @Test
    void aJarThatWasReplacedIsOpenedAtOnce() {
        plugin("one", "1");
        index();
        plugin("one", "3");

        Plugins loaded = load();

        assertThat(opened()).containsExactly("one");
        assertThat(loaded.handlers().types()).containsExactly("3");
        assertThat(loaded.problems()).isEmpty();
    }

    @Test
    void aJarThatIsGoneProvidesNothing() throws IOException {
        Path one = plugin("one", "1");
        plugin("two", "2");
        index();
        Files.delete(one);

        assertThat(load().handlers().types()).containsExactly("2");
    }

    @Test
    void anExplodedModuleIsNeverIndexed() {
        module("one", "1").exploded(plugins.resolve("classes"));
        index();

        load();

        assertThat(opened()).containsExactly("one");
    }

    @Test
    void aPluginWorthALineIsNotIndexedAndKeepsGettingItsLine() {
        plugin("one", "1");
        Path broken = plugins.resolve("broken.jar");
        TestModule.write(broken, new byte[] {1, 2, 3});
        module("odd", "odd").requires("io.netty.common", "99.0").jar(plugins, "odd.jar");
        index();

        List<String> lines = reported(load());

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith(broken + ": is no jar: ");
        assertThat(lines.getLast()).contains("odd.jar").contains("built against io.netty.common");
        assertThat(opened()).containsExactly("odd");
    }

    @Test
    void aTypeThatAnIndexedPluginAndANewOneClaimIsNobodys() {
        Path one = plugin("one", "shared");
        index();
        Path two = plugin("two", "shared");

        Plugins loaded = load();

        assertThat(reported(loaded))
                .singleElement()
                .asString()
                .contains("is claimed by both")
                .contains(one.toString())
                .contains(two.toString());
        assertThat(loaded.handlers().find("shared")).isEmpty();
        assertThat(loaded.handlers().types()).isEmpty();
    }

    @Test
    void indexesThatContradictEachOtherAreNotBelieved(@TempDir Path other) throws IOException {
        Path one = plugin("one", "shared");
        index();
        Path two = module("two", "shared").jar(other, "two.jar");
        Plugins.writeIndex(other, _ -> {});

        Plugins loaded = Plugins.load(List.of(plugins, other));

        assertThat(reported(loaded))
                .singleElement()
                .asString()
                .contains(one.toString())
                .contains(two.toString());
    }

    @Test
    void aNewJarWithTheModuleOfAnIndexedPluginIsRefused() {
        Path one = plugin("one", "1");
        index();
        Path copy = module("one", "1").jar(plugins, "z-copy.jar");

        assertThat(reported(load()))
                .singleElement()
                .asString()
                .contains("holds the same module as")
                .contains(one.toString())
                .contains(copy.toString());
    }

    @Test
    void anIndexedLibraryIsOpenedForTheNewPluginThatRequiresIt() {
        module("lib", "lib").exports("com.acme.lib.api").jar(plugins, "lib.jar");
        index();
        module("user", "user").requires("com.acme.lib").jar(plugins, "user.jar");

        Plugins loaded = load();

        assertThat(reported(loaded)).isEmpty();
        assertThat(opened()).containsExactly("lib", "user");
    }

    @Test
    void anIndexedLibraryIsOpenedWithTheIndexedPluginThatRequiresIt() {
        module("lib", "lib").exports("com.acme.lib.api").jar(plugins, "lib.jar");
        module("user", "user").requires("com.acme.lib").jar(plugins, "user.jar");
        plugin("other", "other");
        index();

        Plugins loaded = load();

        assertThat(loaded.handlers().find("user")).isPresent();
        assertThat(opened()).containsExactly("lib", "user");
        assertThat(reported(loaded)).isEmpty();
    }

    @Test
    void neededArePluginsWhoseTypesWereFoundAndTheirLibraries() {
        module("lib", "lib").exports("com.acme.lib.api").jar(plugins, "lib.jar");
        module("user", "user").requires("com.acme.lib").jar(plugins, "user.jar");
        plugin("other", "other");

        for (Runnable before : List.<Runnable>of(() -> {}, this::index)) {
            before.run();
            Plugins loaded = load();
            assertThat(loaded.needed()).isEmpty();

            loaded.handlers().find("user");

            assertThat(loaded.needed())
                    .extracting(LoadedPlugin::module)
                    .containsExactly("com.acme.lib", "com.acme.user");
            assertThat(loaded.hostModules(loaded.needed().getFirst()))
                    .containsExactly(Host.SPI, "java.base");
        }
    }

    @Test
    void aPluginIsNeededByNameWithItsLibraries() {
        module("lib", "lib").exports("com.acme.lib.api").jar(plugins, "lib.jar");
        module("user", "user").requires("com.acme.lib").jar(plugins, "user.jar");
        plugin("other", "other");
        index();
        Plugins loaded = load();

        assertThat(loaded.need("com.acme.user")).isTrue();
        assertThat(loaded.need("com.acme.nobody")).isFalse();

        assertThat(loaded.needed())
                .extracting(LoadedPlugin::module)
                .containsExactly("com.acme.lib", "com.acme.user");
    }

    @Test
    void aTypeThatTheIndexMadeUpIsReportedWhenItIsNeeded() throws IOException {
        Path one = plugin("one", "1");
        index();
        edit(text -> text.replace("HANDLER=1", "HANDLER=1,ghost"));
        Plugins loaded = load();
        List<String> lines = reported(loaded);

        assertThat(loaded.handlers().find("ghost")).isEmpty();
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(one.toString())
                .contains("provides [handler 1]")
                .contains("[handler 1, handler ghost]")
                .endsWith("gost plugins index");
        assertThat(loaded.handlers().find("1")).isPresent();
    }

    @Test
    void aTypeThatTheIndexKeptBackIsFoundWhenEverythingIsLookedAt() throws IOException {
        plugin("one", "1", "eins");
        index();
        edit(text -> text.replace("HANDLER=1,eins", "HANDLER=1"));
        Plugins loaded = load();

        assertThat(loaded.handlers().find("eins")).isEmpty();
        assertThat(loaded.handlers().missing("eins"))
                .startsWith("handler type \"eins\" is not in plugins.index beside")
                .endsWith("write the index again with: gost plugins index");
    }

    @Test
    void anIndexWrittenForAnotherHostIsPassedOver() throws IOException {
        plugin("one", "1");
        index();
        edit(text -> text.replaceFirst("host \\p{XDigit}+", "host 12"));

        Plugins loaded = load();

        assertThat(reported(loaded)).isEmpty();
        assertThat(opened()).containsExactly("one");
    }

    @Test
    void aDamagedIndexIsOneLineAndStopsNothing() throws IOException {
        plugin("one", "1");
        for (UnaryOperator<String> damage :
                List.<UnaryOperator<String>>of(
                        _ -> "",
                        _ -> "something else\n",
                        text -> text.replace("HANDLER", "HANDEL"),
                        text -> text.replace("\tcom.acme", " com.acme"),
                        text -> text + "one.jar\u0000\tx\t\ty\n")) {
            index();
            edit(damage);

            Plugins loaded = load();

            assertThat(reported(loaded))
                    .singleElement()
                    .asString()
                    .startsWith(plugins.resolve(PluginIndex.FILE) + ": cannot be used: ");
            assertThat(loaded.handlers().find("1")).isPresent();
        }
    }

    static List<String> reported(Plugins plugins) {
        List<String> lines = new ArrayList<>();
        plugins.report(problem -> lines.add(problem.line()));
        return lines;
    }

    private Path plugin(String name, String... types) {
        return module(name, types).jar(plugins, name + ".jar");
    }

    /** A module that leaves a trace when its provider is made. */
    private static TestModule module(String name, String... types) {
        String module = "com.acme." + name;
        return TestModule.named(module)
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .providesAfter(trace(name), ExtensionKind.HANDLER, module + ".P", types);
    }

    private static Consumer<CodeBuilder> trace(String name) {
        return code ->
                code.ldc(OPENED + name)
                        .ldc("")
                        .invokestatic(
                                System.class.describeConstable().orElseThrow(),
                                "setProperty",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_String,
                                        ConstantDescs.CD_String,
                                        ConstantDescs.CD_String))
                        .pop();
    }

    private static List<String> opened() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(OPENED))
                .map(name -> name.substring(OPENED.length()))
                .sorted()
                .toList();
    }

    private void index() {
        try {
            Plugins.writeIndex(plugins, _ -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        forget();
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Path file = plugins.resolve(PluginIndex.FILE);
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private Plugins load() {
        return Plugins.load(List.of(plugins));
    }
}
