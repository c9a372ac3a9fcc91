package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
