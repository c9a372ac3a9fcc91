package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.plugin.Plugins;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts, run by the shells they are for as far as those are installed. */
final class CompletionCommandTest {
    private static final Plugins PLUGINS =
            Plugins.of(
                    List.of(
                            new LineHandlerProvider(),
                            new LineConnectorProvider(),
                            new PlainProviders.Listening(),
                            new PlainProviders.Dialing()));

    /** Prints what bash would offer for the words given, the last of which is being typed. */
    private static final String BASH =
            """
            compopt() { :; }
            source "$1"; shift
            COMP_WORDS=(gost "$@"); COMP_CWORD=$#
            _gost
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String FISH =
            "source $argv[1]; complete -C (string join -- ' ' gost $argv[2..-1])";

    @TempDir private Path directory;

    private Path script(String shell) throws IOException {
        CommandRun run = CommandRun.with(PLUGINS, directory, "completion", shell);
        assertThat(run.exit()).isZero();
        return Files.writeString(directory.resolve("gost." + shell), run.out());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', check, --strict",
                "pl, plugins, check",
                "'plugins ', verify, check",
                "'plugins describe l', line, tcp",
                "'plugins describe --', --json, --strict",
                "'check --s', --strict, --service",
                "'-L ', line://, check",
                "'-F ', tcp://, plugins",
                "'-O ', yaml, NONE",
                "'-L :8080 c', -, check",
                "'completion ', zsh, explain"
            })
    void bashOffersWhatFitsAndNothingElse(String line, String offered, String withheld)
            throws Exception {
        List<String> words = bash(line);

        if (offered != null) {
            assertThat(words).contains(offered);
        }
        assertThat(words).doesNotContain(withheld);
    }

    private List<String> bash(String line) throws Exception {
        return run(
                "bash",
                Stream.concat(
                                Stream.of("-c", BASH, "bash", script("bash").toString()),
                                Stream.of(line.split(" ", -1)))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "pl, plugins",
        "plugins ver, verify",
        "plugins describe li, line",
        "check --stri, --strict",
        "-L li, line://",
        "-O y, yaml",
        "completion z, zsh"
    })
    void fishOffersWhatFits(String line, String offered) throws Exception {
        List<String> words =
                run(
                        "fish",
                        Stream.concat(
                                        Stream.of("-c", FISH, script("fish").toString()),
                                        Stream.of(line.split(" ", -1)))
                                .toList());

        assertThat(words).anySatisfy(word -> assertThat(word).startsWith(offered));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theScriptHasNoSyntaxErrors(String shell) throws Exception {
        assertThat(run(shell, List.of("-n", script(shell).toString()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyCommandIsKnownToTheScript(String shell) throws IOException {
        assertThat(script(shell))
                .content()
                .contains("gost check", "gost explain", "gost plugins verify", "gost schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcsh", ""})
    void anotherShellIsWrongUsage(String shell) {
        assertThat(CommandRun.with(PLUGINS, directory, "completion", shell).exit()).isEqualTo(2);
    }

    private static List<String> run(String shell, List<String> arguments) throws Exception {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, shell))),
                shell + " is not installed");
        Process process =
                new ProcessBuilder(Stream.concat(Stream.of(shell), arguments.stream()).toList())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        List<String> lines =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(each -> !each.isEmpty())
                        .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
