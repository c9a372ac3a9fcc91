package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a user reads when a type is not there. */
final class RegistryTest {
    private static final String PATH = "services[0].handler.type";

    @TempDir Path plugins;

    @Test
    void aMisspelledTypeIsMended() {
        plugin("http", "http", "https");
        plugin("socks5", "socks5", "socks");

        assertThat(unknown("sokcs5"))
                .isEqualTo(
                        "services[0].handler.type: unknown handler type \"sokcs5\"; did you mean"
                                + " \"socks5\"?; known types: http, https, socks, socks5");
    }

    @Test
    void aTypeNearToNothingHasNoSuggestion() {
        plugin("http", "http");

        assertThat(unknown("quantum"))
                .isEqualTo(
                        "services[0].handler.type: unknown handler type \"quantum\"; known types:"
                                + " http");
    }

    @Test
    void aTypeOfTheStandardDistributionIsNamedByItsJar() {
        plugin("http", "http");

        assertThat(unknown("SOCKS"))
                .isEqualTo(
                        "services[0].handler.type: unknown handler type \"SOCKS\":"
                                + " gost-plugin-socks5-….jar is not in "
                                + plugins
                                + "; copy it there from a full distribution; known types: http");
    }

    @Test
    void aPluginThatIsADirectoryIsNamedAsOne() {
        plugin("socks5", "socks5");

        assertThat(unknown("http"))
                .contains(": gost-plugin-http-…/ is not in " + plugins + "; copy it there from a ");
    }

    @Test
    void whoeverDoesNotCareForTheKindHearsTheReasonToo() {
        plugin("socks5", "socks5");
        Path odd = plugins.resolve("gost-plugin-odd-1.0.jar");
        TestModule.write(odd, new byte[] {1, 2, 3});

        assertThat(load().missing("odd"))
                .startsWith("no plugin provides \"odd\": " + odd + " was refused: is no jar: ")
                .endsWith("; known types: socks5");
        assertThat(load().missing("ws")).contains("gost-plugin-ws-….jar is not in " + plugins);
        assertThat(load().missing("sokcs5"))
                .contains("; did you mean \"socks5\"?; refused plugins: gost-plugin-odd-1.0.jar");
    }

    @Test
    void aTypeOfARefusedJarSaysWhyItWasRefused() {
        Path jar =
                TestModule.named("io.gost.plugin.socks5")
                        .requires(Host.SPI, "0.9")
                        .provides(ExtensionKind.HANDLER, "io.gost.plugin.socks5.P", "socks5")
                        .jar(plugins, "gost-plugin-socks5-0.9.jar");
        plugin("http", "http");

        assertThat(unknown("socks5"))
                .isEqualTo(
                        "services[0].handler.type: unknown handler type \"socks5\": "
                                + jar
                                + " was refused: built against io.gost.spi 0.9; wanted "
                                + ModuleVersion.parse(TestModule.SPI_VERSION).orElseThrow()
                                + "; install a newer build of the plugin; known types: http");
    }

    @Test
    void aJarThatIsNotEvenAModuleIsKnownByItsFileName() {
        TestModule.write(plugins.resolve("gost-plugin-kcp-2.1.0.jar"), new byte[] {1, 2, 3});
        plugin("http", "http");

        assertThat(unknown("kcp"))
                .startsWith(
                        "services[0].handler.type: unknown handler type \"kcp\": "
                                + plugins.resolve("gost-plugin-kcp-2.1.0.jar")
                                + " was refused: is no jar: ");
    }

    @Test
    void refusedJarsWhoseTypesNobodyKnowsAreMentioned() {
        TestModule.write(plugins.resolve("acme-tools.jar"), new byte[] {1, 2, 3});
        plugin("http", "http");

        assertThat(unknown("acme"))
                .isEqualTo(
                        "services[0].handler.type: unknown handler type \"acme\"; refused plugins:"
                                + " acme-tools.jar; known types: http");
    }

    @Test
    void withoutPluginsThereAreNoTypes() {
        Path missing = plugins.resolve("missing");

        assertThat(
                        Plugins.load(List.of(missing))
                                .listeners()
                                .unknown("udpx", "services[0].listener.type")
                                .getMessage())
                .isEqualTo(
                        "services[0].listener.type: unknown listener type \"udpx\"; known types:"
                                + " none");
    }

    @Test
    void theFailureIsOneOfConfiguration() {
        assertThat(load().handlers().unknown("x", PATH).category())
                .isEqualTo(GostException.Category.CONFIG);
    }

    @Test
    void aTypeClaimedTwiceIsNobodysAndBothJarsAreNamed() {
        Path one = plugin("one", "shared", "one");
        Path two = plugin("two", "shared", "two");

        Plugins loaded = load();

        String claim =
                "handler type \"shared\" is claimed by both %s (io.gost.plugin.one.HandlerProvider) and %s (io.gost.plugin.two.HandlerProvider)"
                        .formatted(one, two);
        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        two
                                + " (io.gost.plugin.two): "
                                + claim
                                + "; wanted one plugin for each type; remove one of the two; until"
                                + " then nobody provides the type");
        assertThat(loaded.handlers().find("shared")).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("one", "two");
        assertThat(loaded.handlers().unknown("Shared", PATH))
                .hasMessage("services[0].handler.type: " + claim + "; remove one of the two");
        assertThat(loaded.loaded())
                .extracting(LoadedPlugin::types)
                .containsExactly(
                        Map.of(ExtensionKind.HANDLER, List.of("one")),
                        Map.of(ExtensionKind.HANDLER, List.of("two")));
    }

    @Test
    void oneTypeOfTwoKindsIsNoConflict() {
        plugin("one", "shared");
        TestModule.named("two")
                .requires(Host.SPI, TestModule.SPI_VERSION)
                .provides(ExtensionKind.LISTENER, "two.P", "shared")
                .jar(plugins, "two.jar");

        assertThat(load().problems()).isEmpty();
    }

    private Path plugin(String name, String... types) {
        return TestModule.handler("io.gost.plugin." + name, types)
                .jar(plugins, "gost-plugin-%s-1.0.jar".formatted(name));
    }

    private Plugins load() {
        return Plugins.load(List.of(plugins));
    }

    private String unknown(String type) {
        return load().handlers().unknown(type, PATH).getMessage();
    }
}
