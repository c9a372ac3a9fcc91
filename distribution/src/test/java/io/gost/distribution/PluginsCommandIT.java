package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugins of the distribution, as the program itself describes them. */
@Execution(ExecutionMode.CONCURRENT)
class PluginsCommandIT {
    @TempDir Path directory;

    @Test
    void everyPluginOfTheDistributionIsListedAndInUse() throws Exception {
        Result result = Command.gost("plugins").run();

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        try (Stream<Path> files = Files.list(Plugins.directory())) {
            long count =
                    files.filter(file -> file.getFileName().toString().startsWith("gost-plugin-"))
                            .count();
            assertThat(result.out().lines()).hasSize((int) count + 1);
        }
        assertThat(result.out().lines().skip(1))
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .containsPattern(" \\[\\d+\\.\\d+,\\d+\\.0\\) +loaded "));
    }

    @Test
    void aTypeOfSeveralKindsIsDescribedForEach() throws Exception {
        Result result = Command.gost("plugins", "describe", "socks5").run();

        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.startsWith("handler socks5 (also socks) of plugin socks5"))
                .anyMatch(line -> line.startsWith("connector socks5 (also socks) of plugin"))
                .anyMatch(line -> line.matches("readTimeout +duration +s +15s .*"));
    }

    @Test
    void aMisspelledTypeIsAnsweredWithTheNearestOne() throws Exception {
        Result result = Command.gost("plugins", "describe", "sokcs5").run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("did you mean \"socks5\"?");
    }

    @Test
    void everyPluginOfTheDistributionPassesItsVerification() throws Exception {
        List<String> files;
        try (Stream<Path> found = Files.list(Plugins.directory())) {
            files =
                    found.filter(file -> file.getFileName().toString().startsWith("gost-plugin-"))
                            .map(Path::toString)
                            .sorted()
                            .toList();
        }
        Result result = Command.gost("plugins", "verify").with(files.toArray(String[]::new)).run();

        assertThat(result.out()).doesNotContain("FAILED").doesNotContain("warning");
        assertThat(result.out().lines().filter(line -> line.equals("  passed")))
                .hasSameSizeAs(files);
        assertThat(result.status()).isZero();
    }

    @Test
    void aJarThatIsNoneFailsItsVerification() throws Exception {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.0.jar"), "no jar");

        Result result = Command.gost("plugins", "verify", jar.toString()).run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("FAILED    is no jar");
    }

    @Test
    void bashCompletesCommandsAndTypes() throws Exception {
        Path script =
                Files.writeString(
                        directory.resolve("gost.bash"),
                        Command.gost("completion", "bash").run().out());
        String asks =
                "compopt() { :; }; source \"$0\"; COMP_WORDS=(gost plugins describe so);"
                        + " COMP_CWORD=3; _gost; echo \"${COMPREPLY[@]}\"";

        Result result = Command.tool("bash", "-c", asks, script.toString()).run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().strip().split(" ", -1))
                .containsExactlyInAnyOrder("socks", "socks4", "socks4a", "socks5");
    }
}
