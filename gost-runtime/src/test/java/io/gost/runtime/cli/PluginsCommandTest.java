package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.plugin.TestModule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code gost plugins} without any plugin that works; the packaged tests have those. */
final class PluginsCommandTest {
    @TempDir private Path directory;

    @Test
    void listsRefusedFilesWithTheReasonAsJson() throws IOException {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.2.jar"), "no jar");

        CommandRun run =
                CommandRun.in(directory, "plugins", "--plugins", directory.toString(), "--json");

        assertThat(run.exit()).isZero();
        JsonNode plugin = new JsonMapper().readTree(run.out()).get(0);
        assertThat(plugin.get("plugin").asString()).isEqualTo("odd");
        assertThat(plugin.get("jar").asString()).isEqualTo(jar.toString());
        assertThat(plugin.get("status").asString()).isEqualTo("refused");
        assertThat(plugin.get("notes").get(0).asString()).contains("is no jar");
    }

    @Test
    void listIsTheDefault() {
        assertThat(CommandRun.in(directory, "plugins").out())
                .isEqualTo(CommandRun.in(directory, "plugins", "list").out())
                .isEqualTo("no plugins" + System.lineSeparator());
    }

    @Test
    void anUnknownTypeIsWrongUsage() {
        CommandRun run = CommandRun.in(directory, "plugins", "describe", "quantum");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no plugin provides \"quantum\"; known types: none");
    }

    @Test
    void aTypeOfARefusedJarIsNotDescribedAndTheReasonIsSaid() throws IOException {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.2.jar"), "no jar");

        CommandRun run = run("plugins", "describe", "odd");
        CommandRun kind = run("plugins", "describe", "handler", "odd");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("no plugin provides \"odd\": " + jar + " was refused: is no jar");
        assertThat(kind.err())
                .contains("unknown handler type \"odd\": " + jar + " was refused: is no jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins describe", "plugins index", "schema", "completion bash"})
    void whatIsRefusedIsSaidByCommandsThatGoOnWithout(String command) throws IOException {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.2.jar"), "no jar");

        CommandRun run = run(command.split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("gost: " + jar + ": is no jar: ");
    }

    /** Made without {@code read}, which its interface wants. */
    @ParameterizedTest
    @ValueSource(strings = {"plugins describe --json", "schema"})
    void aPluginThatCannotReadItsOptionsIsLeftOutAndSaysWhy(String command) {
        Path jar = TestModule.handler("com.acme.odd", "odd").jar(directory, "odd.jar");

        CommandRun run = run(command.split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("gost: " + jar + ": provider com.acme.odd.HandlerProvider throws ");
        assertThat(new JsonMapper().readTree(run.out())).isNotNull();
        assertThat(run.out()).doesNotContain("odd");
    }

    private CommandRun run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--plugins", directory.toString()));
        return CommandRun.in(directory, arguments.toArray(String[]::new));
    }

    @Test
    void anUnknownKindIsWrongUsageAndTheNearestSpellingIsSaid() {
        CommandRun run = CommandRun.in(directory, "plugins", "describe", "handlr", "socks5");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("\"handlr\" is not one of handler, listener")
                .contains("did you mean \"handler\"?")
                .contains("gost plugins describe -h");
    }

    @Test
    void helpNamesTheCommandAndItsOptions() {
        CommandRun run = CommandRun.in(directory, "plugins", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("gost plugins", "--json", "describe");
    }

    @Test
    void aWordIsACommandInFirstPlaceOnly() {
        CommandRun behind = CommandRun.in(directory, "-L", ":8080", "plugins");
        CommandRun value = CommandRun.in(directory, "-C", "plugins");

        assertThat(behind.launched()).hasSize(1);
        assertThat(behind.err()).contains("ignored").contains("plugins");
        assertThat(value.exit()).isEqualTo(2);
        assertThat(value.err()).startsWith("plugins: ");
    }

    @Test
    void aBrokenJarMustNotBeUsed() throws IOException {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.2.jar"), "no jar");

        CommandRun run = CommandRun.in(directory, "plugins", "verify", jar.toString());
        CommandRun json = CommandRun.in(directory, "plugins", "verify", "--json", jar.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(3).first().isEqualTo(jar.toString());
        assertThat(run.out()).contains("FAILED    is no jar", "must not be used");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(new JsonMapper().readTree(json.out()).get(0).get("passed").asBoolean())
                .isFalse();
    }

    @Test
    void whatIsNotThereCannotBeVerified() {
        assertThat(CommandRun.in(directory, "plugins", "verify", "no.jar").exit()).isEqualTo(2);
        assertThat(CommandRun.in(directory, "plugins", "verify").exit()).isEqualTo(2);
    }

    @Test
    void theHelpOfTheProgramNamesEveryCommandAndEveryFlag() {
        CommandRun run = CommandRun.in(directory, "-h");
        Subcommands all =
                new Subcommands(
                        Surroundings.ofProcess(),
                        new PluginSource(new Distribution(Optional.empty())),
                        (_, _, _) -> List.of());

        assertThat(run.exit()).isZero();
        assertThat(all.names())
                .allSatisfy(name -> assertThat(run.err()).contains("\n  gost " + name + " "));
        assertThat(run.err())
                .contains("  -L value\n    \tservice\n", "  -D\n", "  -plugins directory");
    }
}
