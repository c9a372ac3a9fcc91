package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What plugins cannot do to the runtime, to each other and to the memory. */
final class PluginIsolationTest {
    @TempDir Path plugins;

    @Test
    void theRuntimeCannotBeFoundByName() {
        TestModule.named("com.acme.nosy")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .providesAfter(
                        TestModule.lookingUp(Plugins.class.getName()),
                        ExtensionKind.HANDLER,
                        "com.acme.nosy.P",
                        "nosy")
                .jar(plugins, "nosy.jar");

        assertThat(Plugins.load(List.of(plugins)).problems())
                .singleElement()
                .extracting(PluginProblem::line)
                .asString()
                .contains("ClassNotFoundException: " + Plugins.class.getName());
    }

    @Test
    void theRuntimeReachedThroughTheBootLayerCannotBeUsed() {
        TestModule.named("com.acme.nosy")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .providesAfter(
                        callingThroughTheBootLayer(
                                Host.RUNTIME, "io.gost.runtime.cli.Main", "main"),
                        ExtensionKind.HANDLER,
                        "com.acme.nosy.P",
                        "nosy")
                .jar(plugins, "nosy.jar");

        assertThat(Plugins.load(List.of(plugins)).problems())
                .singleElement()
                .extracting(PluginProblem::line)
                .asString()
                .contains("IllegalAccessException")
                .contains("module io.gost.runtime does not export io.gost.runtime.cli to module");
    }

    /** Code that finds a module without reading it and invokes a static method of it. */
    private static Consumer<CodeBuilder> callingThroughTheBootLayer(
            String module, String className, String method) {
        ClassDesc object = ConstantDescs.CD_Object;
        ClassDesc objects = object.arrayType();
        ClassDesc layer = ClassDesc.of("java.lang.ModuleLayer");
        ClassDesc optional = ClassDesc.of("java.util.Optional");
        ClassDesc modules = ClassDesc.of("java.lang.Module");
        ClassDesc methods = ClassDesc.of("java.lang.reflect.Method");
        return code ->
                code.invokestatic(layer, "boot", MethodTypeDesc.of(layer))
                        .ldc(module)
                        .invokevirtual(
                                layer,
                                "findModule",
                                MethodTypeDesc.of(optional, ConstantDescs.CD_String))
                        .invokevirtual(optional, "get", MethodTypeDesc.of(object))
                        .checkcast(modules)
                        .ldc(className)
                        .invokestatic(
                                ConstantDescs.CD_Class,
                                "forName",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_Class, modules, ConstantDescs.CD_String))
                        .ldc(method)
                        .iconst_1()
                        .anewarray(ConstantDescs.CD_Class)
                        .dup()
                        .iconst_0()
                        .ldc(ConstantDescs.CD_String.arrayType())
                        .aastore()
                        .invokevirtual(
                                ConstantDescs.CD_Class,
                                "getMethod",
                                MethodTypeDesc.of(
                                        methods,
                                        ConstantDescs.CD_String,
                                        ConstantDescs.CD_Class.arrayType()))
                        .aconst_null()
                        .iconst_1()
                        .anewarray(object)
                        .invokevirtual(
                                methods, "invoke", MethodTypeDesc.of(object, object, objects))
                        .pop();
    }

    @Test
    void anotherPluginCannotBeFoundByName() {
        TestModule.handler("com.acme.first", "first").jar(plugins, "1.jar");
        TestModule.named("com.acme.second")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .providesAfter(
                        TestModule.lookingUp("com.acme.first.HandlerProvider"),
                        ExtensionKind.HANDLER,
                        "com.acme.second.P",
                        "second")
                .jar(plugins, "2.jar");

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.handlers().types()).containsExactly("first");
        assertThat(loaded.problems())
                .singleElement()
                .extracting(PluginProblem::line)
                .asString()
                .contains("ClassNotFoundException: com.acme.first.HandlerProvider");
    }

    @Test
    void whatIsDroppedIsCollected() throws InterruptedException {
        TestModule.handler("com.acme.x", "x").jar(plugins, "x.jar");
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = loadAndDrop(collected);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (collected.remove(50) == null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(loader.refersTo(null)).isTrue();
    }

    private WeakReference<ClassLoader> loadAndDrop(ReferenceQueue<ClassLoader> collected) {
        Plugins loaded = Plugins.load(List.of(plugins));
        ClassLoader loader = loaded.handlers().find("x").orElseThrow().getClass().getClassLoader();
        return new WeakReference<>(loader, collected);
    }

    @Test
    void fiveHundredPluginsAreLoaded() {
        for (int i = 0; i < 500; i++) {
            TestModule.handler("com.acme.p" + i, "t" + i, "alias" + i)
                    .jar(plugins, "gost-plugin-p%d-1.0.jar".formatted(i));
        }

        long start = System.nanoTime();
        Plugins loaded = Plugins.load(List.of(plugins));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        System.out.printf("500 plugins loaded in %d ms%n", taken.toMillis());
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded()).hasSize(500);
        assertThat(loaded.handlers().types()).hasSize(1000);
        assertThat(loaded.handlers().find("t0").orElseThrow().getClass().getModule().getLayer())
                .isNotSameAs(
                        loaded.handlers()
                                .find("t499")
                                .orElseThrow()
                                .getClass()
                                .getModule()
                                .getLayer());
    }
}
