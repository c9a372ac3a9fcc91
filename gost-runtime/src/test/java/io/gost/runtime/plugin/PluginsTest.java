package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.HandlerProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plugins that are as they should be. */
final class PluginsTest {
    @TempDir Path plugins;

    @Test
    void aJarWithAHandlerIsFoundByEachOfItsTypesInAnyCase() {
        Path jar = TestModule.handler("com.acme.echo", "echo", "mirror").jar(plugins, "echo.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        HandlerProvider<?> provider = loaded.handlers().find("echo").orElseThrow();
        assertThat(provider.getClass().getName()).isEqualTo("com.acme.echo.HandlerProvider");
        assertThat(loaded.handlers().find("MIRROR").orElseThrow()).isSameAs(provider);
        assertThat(loaded.handlers().find("other")).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("echo", "mirror");
        assertThat(loaded.loaded())
                .containsExactly(
                        new LoadedPlugin(
                                "com.acme.echo",
                                "com.acme.echo",
                                "1.2.3",
                                TestModule.SPI_VERSION,
                                jar,
                                Map.of(ExtensionKind.HANDLER, List.of("echo", "mirror"))));
    }

    @Test
    void onePluginMayProvideEveryKindUnderTheSameType() {
        TestModule module =
                TestModule.named("io.gost.plugin.all").requires(Host.SPI, TestModule.SPI_VERSION);
        for (ExtensionKind kind : ExtensionKind.values()) {
            module.provides(kind, "io.gost.plugin.all." + kind, "all");
        }
        module.jar(plugins, "gost-plugin-all-1.0.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().find("all")).isPresent();
        assertThat(loaded.listeners().find("all")).isPresent();
        assertThat(loaded.connectors().find("all")).isPresent();
        assertThat(loaded.dialers().find("all")).isPresent();
        assertThat(loaded.strategies().find("all")).isPresent();
        LoadedPlugin plugin = loaded.loaded().getFirst();
        assertThat(plugin.name()).isEqualTo("all");
        assertThat(plugin.types().keySet()).containsExactly(ExtensionKind.values());
    }

    @Test
    void typesThatAProviderSpellsInUpperCaseAreFoundToo() {
        TestModule.handler("com.acme.loud", "LOUD", "loud").jar(plugins, "loud.jar");

        assertThat(load().handlers().types()).containsExactly("loud");
    }

    @Test
    void aProviderMayBeMadeByAMethodThatPromisesNoMoreThanTheInterface() {
        ClassDesc maker = ClassDesc.of("com.acme.made.Maker");
        ClassDesc made = ClassDesc.of("com.acme.made.Made");
        byte[] provider =
                ClassFile.of()
                        .build(
                                maker,
                                it ->
                                        it.withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                                                .withMethodBody(
                                                        "provider",
                                                        MethodTypeDesc.of(
                                                                HandlerProvider.class
                                                                        .describeConstable()
                                                                        .orElseThrow()),
                                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                                        code ->
                                                                code.new_(made)
                                                                        .dup()
                                                                        .invokespecial(
                                                                                made,
                                                                                ConstantDescs
                                                                                        .INIT_NAME,
                                                                                ConstantDescs
                                                                                        .MTD_void)
                                                                        .areturn()));
        TestModule.named("com.acme.made")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .declare(ExtensionKind.HANDLER, "com.acme.made.Maker")
                .holds("com.acme.made.Maker", provider)
                .implementing(
                        ExtensionKind.HANDLER,
                        "com.acme.made.Made",
                        _ -> {},
                        code -> TestModule.listOf(code, "made").areturn())
                .jar(plugins, "made.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().find("made")).isPresent();
    }

    @Test
    void anExplodedModuleIsAPlugin() {
        TestModule.handler("com.acme.echo", "echo").exploded(plugins.resolve("classes"));

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("echo");
    }

    @Test
    void anExplodedModuleOrAJarMayBeNamedInPlaceOfADirectory() {
        Path classes =
                TestModule.handler("com.acme.echo", "echo").exploded(plugins.resolve("classes"));
        Path jar = TestModule.handler("com.acme.other", "other").jar(plugins, "other.jar");

        Plugins loaded = Plugins.load(List.of(classes, jar));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("echo", "other");
    }

    @Test
    void aDirectoryOfJarsIsOnePluginWithItsOwnLibrary() {
        Path own = plugins.resolve("gost-plugin-echo-1.0");
        TestModule.named("com.acme.lib").exports("com.acme.lib").jar(own, "a-lib.jar");
        TestModule.named("io.gost.plugin.echo")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .requires("com.acme.lib")
                .providesAfter(
                        TestModule.lookingUp("com.acme.lib.Exported"),
                        ExtensionKind.HANDLER,
                        "io.gost.plugin.echo.P",
                        "echo")
                .jar(own, "gost-plugin-echo-1.0.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("echo");
        assertThat(loaded.loaded()).extracting(LoadedPlugin::file).containsExactly(own);
    }

    @Test
    void everyProvidingModuleOfADirectoryIsRegistered() {
        Path own = plugins.resolve("acme");
        TestModule.named("com.acme.listener")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .provides(ExtensionKind.LISTENER, "com.acme.listener.P", "acme")
                .jar(own, "a-listener.jar");
        TestModule.handler("com.acme.handler", "acme").jar(own, "gost-plugin-acme.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded())
                .singleElement()
                .satisfies(
                        plugin -> {
                            assertThat(plugin.module()).isEqualTo("com.acme.handler");
                            assertThat(plugin.types())
                                    .containsOnlyKeys(
                                            ExtensionKind.HANDLER, ExtensionKind.LISTENER);
                        });
    }

    @Test
    void twoPluginsMayCarryTheirOwnVersionsOfOneLibrary() {
        for (String name : List.of("one", "two")) {
            Path own = plugins.resolve(name);
            TestModule.named("com.acme.lib")
                    .version(name)
                    .exports("com.acme.lib")
                    .jar(own, "lib.jar");
            TestModule.handler("com.acme." + name, name)
                    .requires("com.acme.lib")
                    .jar(own, "gost-plugin-" + name + ".jar");
        }

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        for (String name : List.of("one", "two")) {
            assertThat(layerOf(loaded, name).findModule("com.acme.lib").orElseThrow())
                    .extracting(module -> module.getDescriptor().rawVersion().orElseThrow())
                    .isEqualTo(name);
        }
    }

    @Test
    void onePackageInTwoPluginsIsNoConflict() {
        TestModule.handler("com.acme.one", "one").holds("com.shared.X").jar(plugins, "one.jar");
        TestModule.handler("com.acme.two", "two").holds("com.shared.X").jar(plugins, "two.jar");

        Plugins loaded = load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("one", "two");
    }

    @Test
    void directoriesAreSearchedInOrderAndByFileName() {
        Path first = plugins.resolve("first");
        Path second = plugins.resolve("second");
        TestModule.handler("com.acme.d", "d").jar(first, "d.jar");
        TestModule.handler("com.acme.b", "b").jar(first, "b.jar");
        TestModule.handler("com.acme.a", "a").jar(second, "a.jar");

        Plugins loaded = Plugins.load(List.of(first, second));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded())
                .extracting(plugin -> plugin.file().getFileName().toString())
                .containsExactly("b.jar", "d.jar", "a.jar");
    }

    @Test
    void providersAtHandAreRegisteredWithoutFiles() {
        SampleHandlerProvider provider = new SampleHandlerProvider();

        Plugins registered = Plugins.of(List.of(provider));

        assertThat(registered.handlers().find("sample").orElseThrow()).isSameAs(provider);
        assertThat(registered.loaded()).isEmpty();
        assertThat(registered.problems()).isEmpty();
    }

    private Plugins load() {
        return Plugins.load(List.of(plugins));
    }

    private static ModuleLayer layerOf(Plugins loaded, String type) {
        return loaded.handlers().find(type).orElseThrow().getClass().getModule().getLayer();
    }
}
