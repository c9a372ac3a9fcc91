package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plugins that the user allows, and those that are not what was locked. */
final class PluginPolicyTest {
    @TempDir Path plugins;

    @Test
    void pluginsAreAllowedByNameModuleOrFile() {
        plugin("io.gost.plugin.one", "one");
        plugin("com.acme.two", "two");
        plugin("com.acme.three", "three");
        Path four = plugin("com.acme.four", "four");

        Plugins loaded = load(List.of("one", "com.acme.two", "three.jar"), Map.of());

        assertThat(loaded.handlers().types()).containsExactly("one", "three", "two");
        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        four
                                + " (com.acme.four): is not allowed; wanted one, com.acme.two,"
                                + " three.jar; if it is right, change plugins in gost.yml, or"
                                + " remove it");
    }

    @Test
    void anIndexedPluginThatIsNotAllowedHasItsLineAtTheStartToo() throws IOException {
        plugin("com.acme.one", "one");
        Path two = plugin("com.acme.two", "two");
        Plugins.writeIndex(plugins, _ -> {});

        Plugins loaded = load(List.of("com.acme.one"), Map.of());

        assertThat(loaded.handlers().types()).containsExactly("one");
        assertThat(PluginIndexTest.reported(loaded))
                .singleElement()
                .asString()
                .startsWith(two + " (com.acme.two): is not allowed");
    }

    @Test
    void lockedPluginsAreUsed() throws IOException {
        plugin("com.acme.one", "one");
        Path own = plugins.resolve("own");
        TestModule.handler("com.acme.own", "own").jar(own, "gost-plugin-own.jar");
        TestModule.write(own.resolve("libown.so"), new byte[] {1});

        Map<String, String> digests = digests();
        Plugins loaded = load(List.of(), digests);

        assertThat(digests).containsOnlyKeys("one.jar", "own/gost-plugin-own.jar", "own/libown.so");
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("one", "own");
    }

    @Test
    void aJarThatIsNotTheLockedOneIsRefusedWithBothDigests() throws IOException {
        plugin("com.acme.two", "two");
        Path one = plugin("com.acme.one", "one");
        String locked = digests().get("one.jar");
        Map<String, String> digests = digests();
        plugin("com.acme.one", "one", "more");
        String seen = digests().get("one.jar");

        Plugins loaded = load(List.of(), digests);

        assertThat(loaded.handlers().types()).containsExactly("two");
        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .containsExactly(
                        "%s: one.jar has SHA-256 %s; wanted %s; if it is right, change plugins in gost.yml, or remove it"
                                .formatted(one, seen, locked));
    }

    @Test
    void aLinkToADirectoryOfJarsThatIsNotLockedIsRefused(@TempDir Path elsewhere)
            throws IOException {
        plugin("com.acme.one", "one");
        Map<String, String> digests = digests();
        TestModule.handler("com.acme.two", "two").jar(elsewhere, "gost-plugin-two.jar");
        Path link = Files.createSymbolicLink(plugins.resolve("gost-plugin-two"), elsewhere);

        Plugins loaded = load(List.of(), digests);

        assertThat(loaded.handlers().types()).containsExactly("one");
        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .singleElement()
                .asString()
                .startsWith(link + ": gost-plugin-two/gost-plugin-two.jar has SHA-256 ");
    }

    @Test
    void aLinkBackIntoAPluginRefusesThatPluginAlone() throws IOException {
        plugin("com.acme.one", "one");
        Path own = plugins.resolve("own");
        TestModule.handler("com.acme.own", "own").jar(own, "gost-plugin-own.jar");
        Map<String, String> digests = digests();
        Files.createSymbolicLink(own.resolve("loop"), own);

        Plugins loaded = load(List.of(), digests);

        assertThat(loaded.handlers().types()).containsExactly("one");
        assertThat(loaded.problems())
                .extracting(PluginProblem::line)
                .singleElement()
                .asString()
                .startsWith(own + ": cannot be read: ");
    }

    @Test
    void aFileBesideTheLockedOnesOfAPluginIsRefused() throws IOException {
        Path own = plugins.resolve("own");
        TestModule.handler("com.acme.own", "own").jar(own, "gost-plugin-own.jar");
        Map<String, String> digests = digests();
        TestModule.write(own.resolve("libown.so"), new byte[] {1});

        assertThat(load(List.of(), digests).problems())
                .singleElement()
                .extracting(PluginProblem::line)
                .asString()
                .startsWith(own + ": own/libown.so has SHA-256 4bf5122f")
                .contains("; wanted a file of gost.yml; ");
    }

    @Test
    void aLockedPluginThatAnIndexKnowsIsCheckedWhenItIsNeeded() throws IOException {
        plugin("com.acme.one", "one");
        Plugins.writeIndex(plugins, _ -> {});
        Map<String, String> digests = new HashMap<>(digests());
        digests.replaceAll((_, _) -> "00");
        Plugins loaded = load(List.of(), digests);
        List<String> lines = PluginIndexTest.reported(loaded);

        assertThat(loaded.handlers().find("one")).isEmpty();

        assertThat(lines).singleElement().asString().contains("; wanted 00; ");
    }

    @Test
    void digitsMayBeUpperCase() throws IOException {
        plugin("com.acme.one", "one");
        Map<String, String> digests = new HashMap<>(digests());
        digests.replaceAll((_, digest) -> digest.toUpperCase(Locale.ROOT));

        assertThat(load(List.of(), digests).problems()).isEmpty();
    }

    @Test
    void whatIsRefusedLeavesItsNameForWhoNeedsItsType() throws IOException {
        plugin("io.gost.plugin.socks5", "socks5");
        Files.move(plugins.resolve("socks5.jar"), plugins.resolve("gost-plugin-socks5-1.0.jar"));

        assertThat(load(List.of("http"), Map.of()).handlers().missing("socks5"))
                .contains("gost-plugin-socks5-1.0.jar was refused: is not allowed; wanted http;");
    }

    private Path plugin(String module, String... types) {
        return TestModule.handler(module, types)
                .jar(plugins, module.substring(module.lastIndexOf('.') + 1) + ".jar");
    }

    private Map<String, String> digests() throws IOException {
        Map<String, String> digests = new HashMap<>();
        Plugins.load(List.of(plugins)).digests().values().forEach(digests::putAll);
        return digests;
    }

    private Plugins load(List<String> allow, Map<String, String> sha256) {
        return Plugins.load(List.of(plugins), List.of(new PluginPolicy("gost.yml", allow, sha256)));
    }
}
