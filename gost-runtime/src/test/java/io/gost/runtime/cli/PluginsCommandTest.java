package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        CommandRun run = CommandRun.in(directory, "plugins", "describe", "socks5");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no plugin provides \"socks5\"; known types: none");
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
