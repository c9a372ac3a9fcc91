package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.plugin.TestModule;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** {@code gost plugins lock}, {@code --plugins-lock} and the {@code plugins} section together. */
final class PluginsLockTest {
    @TempDir private Path directory;

    private Path plugins;
    private final PluginSource source = new PluginSource(new Distribution(Optional.empty()));

    @BeforeEach
    void twoPlugins() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        plugin("one");
        plugin("two");
    }

    @Test
    void whatIsLockedIsUsed() {
        lock();

        CommandRun run = start("--plugins-lock", "plugins.lock", "-L", "one://:0");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.launched()).hasSize(1);
        assertThat(opened()).containsExactly("one", "two");
    }

    @Test
    void whatIsPrintedIsWhatIsWritten() throws IOException {
        lock();

        assertThat(
                        CommandRun.in(directory, "plugins", "lock", "--plugins", plugins.toString())
                                .out())
                .isEqualTo(Files.readString(directory.resolve("plugins.lock")))
                .startsWith("plugins:\n  allow:\n  - 'com.acme.one'\n  - 'com.acme.two'\n")
                .contains("  sha256:\n    'one.jar': '");
    }

    @Test
    void aPluginThatCameLaterIsNotUsedAndOneThatChangedNeither() {
        lock();
        plugin("three");
        TestModule.handler("com.acme.two", "two", "more").jar(plugins, "two.jar");

        CommandRun run = start("--plugins-lock", "plugins.lock", "-L", "one://:0");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(opened()).containsExactly("one");
        assertThat(problems())
                .anyMatch(line -> line.contains("three.jar has SHA-256"))
                .anyMatch(line -> line.contains("two.jar has SHA-256"))
                .allMatch(line -> line.contains("change plugins in plugins.lock"))
                .hasSize(2);
    }

    @Test
    void aConfigurationThatAllowsLessThanTheLockIsHeard() throws IOException {
        lock();
        write("gost.yml", "plugins: {allow: [com.acme.one]}");

        CommandRun run =
                start("--plugins-lock", "plugins.lock", "-C", "gost.yml", "-L", "one://:0");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(opened()).containsExactly("one");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("two.jar (com.acme.two): is not allowed; wanted com.acme.one; ")
                .contains("change plugins in gost.yml");
    }

    @Test
    void aLockThatAllowsLessThanTheConfigurationIsHeard() throws IOException {
        Files.delete(plugins.resolve("two.jar"));
        lock();
        plugin("two");
        write("gost.yml", "plugins: {allow: [com.acme.one, com.acme.two]}");

        CommandRun run =
                start("--plugins-lock", "plugins.lock", "-C", "gost.yml", "-L", "one://:0");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(opened()).containsExactly("one");
    }

    @Test
    void theSectionOfTheConfigurationIsHeardWithoutALock() throws IOException {
        write("gost.yml", "plugins: {allow: [two.jar]}");

        CommandRun run = start("-C", "gost.yml", "-L", "two://:0");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(opened()).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugins: {allow: [com.acme.one]}",
                "plugins: {}",
                "plugins:",
                "{}",
                "plugins: 5",
                "plugins: {sha265: {one.jar: '00'}}",
                "plugins: {sha256: {one.jar: '00'}, alow: [one]}",
                "services: []",
                "plugins: {sha256",
            })
    void aLockWithoutDigestsOrThatIsNotUnderstoodLetsNothingStart(String lock) throws IOException {
        write("plugins.lock", lock);

        assertNothingStarts(start("--plugins-lock", "plugins.lock", "-L", "one://:0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugins: {allow: []}",
                "plugins: one",
                "plugins: {allow: {one: two}}",
                "plugins: {allow: [one], sha265: {one.jar: '00'}}",
            })
    void aSectionThatIsNotUnderstoodLetsNothingStart(String section) throws IOException {
        write("gost.yml", section);

        assertNothingStarts(start("-C", "gost.yml", "-L", "one://:0"));
    }

    @Test
    void aLockThatIsNotThereLetsNothingStart() {
        CommandRun run = start("--plugins-lock", "no.lock", "-L", "one://:0");

        assertNothingStarts(run);
        assertThat(run.err()).contains("no.lock: there is no such file");
    }

    @Test
    void aCheckOpensNothingEitherWithoutItsLock() {
        CommandRun run =
                CommandRun.with(
                        source,
                        directory,
                        "check",
                        "--plugins",
                        "plugins",
                        "--plugins-lock",
                        "no.lock",
                        "-L",
                        "one://:0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("no.lock: there is no such file");
        assertNothingIsOpen();
    }

    @Test
    void whatIsRefusedIsNotLockedAndSaysSo() throws IOException {
        write("plugins/odd.jar", "no jar");

        CommandRun run =
                CommandRun.in(directory, "plugins", "lock", "--plugins", plugins.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("one.jar").doesNotContain("odd.jar");
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("gost: " + plugins.resolve("odd.jar") + ": is no jar: ");
    }

    @Test
    void withoutPluginsThereIsNothingToLock() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        CommandRun run =
                CommandRun.in(
                        directory,
                        "plugins",
                        "lock",
                        "--plugins",
                        empty.toString(),
                        "--output",
                        directory.resolve("e.lock").toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is nothing to lock: no plugin can be used of " + empty);
        assertThat(directory.resolve("e.lock")).doesNotExist();
    }

    private void lock() {
        CommandRun run =
                CommandRun.in(
                        directory,
                        "plugins",
                        "lock",
                        "--plugins",
                        plugins.toString(),
                        "--output",
                        directory.resolve("plugins.lock").toString());
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private CommandRun start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--plugins", plugins.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.with(source, directory, all.toArray(String[]::new));
    }

    private void assertNothingStarts(CommandRun run) {
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.launched()).isEmpty();
        assertThat(run.err()).containsAnyOf("plugins", "no.lock");
        assertNothingIsOpen();
    }

    /** Had anything been opened, it would not be looked for in another directory now. */
    private void assertNothingIsOpen() {
        assertThat(source.plugins(List.of(directory.resolve("elsewhere"))).handlers().types())
                .isEmpty();
    }

    private SortedSet<String> opened() {
        return source.plugins(List.of()).handlers().types();
    }

    private List<String> problems() {
        List<String> lines = new ArrayList<>();
        source.plugins(List.of()).report(problem -> lines.add(problem.line()));
        return lines;
    }

    private void plugin(String name) {
        TestModule.handler("com.acme." + name, name).jar(plugins, name + ".jar");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }
}
