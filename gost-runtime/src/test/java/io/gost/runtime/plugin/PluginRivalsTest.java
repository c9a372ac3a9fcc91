package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.describe.Verification;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two jars with one module, of which one cannot be used: it stands in nobody's way. */
final class PluginRivalsTest {
    private static final String MODULE = "com.acme.x";

    @TempDir Path plugins;

    @ParameterizedTest
    @CsvSource({"x-1.jar,x-2.jar", "x-2.jar,x-1.jar"})
    void aJarForAnotherSpiDoesNotStopTheOtherVersion(String unfit, String fit) {
        Path refused = unfit(unfit);
        fit(fit);

        assertOnlyRefused(Plugins.load(List.of(plugins)), refused);
    }

    @ParameterizedTest
    @CsvSource({"x-1.jar,x-2.jar", "x-2.jar,x-1.jar"})
    void theSameWhereAnIndexKnowsTheOtherVersion(String unfit, String fit) throws IOException {
        fit(fit);
        assertThat(Plugins.writeIndex(plugins, _ -> {})).isEqualTo(1);
        Path refused = unfit(unfit);

        assertOnlyRefused(Plugins.load(List.of(plugins)), refused);
    }

    @ParameterizedTest
    @CsvSource({"x-1.jar,x-2.jar", "x-2.jar,x-1.jar"})
    void aJarThatIsNotAllowedDoesNotStopTheOneThatIs(String other, String allowed) {
        Path refused = fit(other);
        fit(allowed);
        PluginPolicy policy = new PluginPolicy("gost.yml", List.of(allowed), Map.of());

        assertOnlyRefused(Plugins.load(List.of(plugins), List.of(policy)), refused);
    }

    @ParameterizedTest
    @CsvSource({"mux-1.jar,mux-2.jar", "mux-2.jar,mux-1.jar"})
    void aLibraryForAnotherSpiDoesNotStopTheUsersOfItsOtherVersion(String unfit, String fit) {
        TestModule library = TestModule.named("com.acme.mux").exports("com.acme.mux");
        library.jar(plugins, fit);
        Path refused = library.requires(Host.SPI, "99.0").jar(plugins, unfit);
        TestModule.handler(MODULE, "x").requires("com.acme.mux").jar(plugins, "a.jar");

        assertOnlyRefused(Plugins.load(List.of(plugins)), refused);
    }

    @Test
    void aNewVersionIsVerifiedBesideAnOldOneThatCannotBeUsed(@TempDir Path elsewhere) {
        unfit("x-1.jar");
        Path update = TestModule.handler(MODULE, "x").jar(elsewhere, "x-2.jar");

        Verification found = Verification.of(update, List.of(plugins));

        // it is but a shell: what it lacks is all that may be wrong with it
        assertThat(found.failures()).noneMatch(failure -> failure.contains("nothing that can be"));
        assertThat(found.plugin()).get().extracting(LoadedPlugin::file).isEqualTo(update);
    }

    private static void assertOnlyRefused(Plugins loaded, Path refused) {
        List<Path> files = new ArrayList<>();
        loaded.report(problem -> files.add(problem.file()));

        assertThat(loaded.handlers().types()).containsExactly("x");
        assertThat(loaded.handlers().find("x")).isPresent();
        assertThat(files).containsExactly(refused);
        assertThat(loaded.problems()).hasSize(1);
    }

    private Path fit(String file) {
        return TestModule.handler(MODULE, "x").jar(plugins, file);
    }

    private Path unfit(String file) {
        return TestModule.handler(MODULE, "x").requires(Host.SPI, "99.0").jar(plugins, file);
    }
}
