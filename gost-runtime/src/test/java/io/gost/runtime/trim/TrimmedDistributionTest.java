package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.trim.TrimReport.Item;
import io.gost.spi.GostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is refused before anything is cut, and how the result reads. */
final class TrimmedDistributionTest {
    @TempDir Path directory;

    @Test
    void aJdkIsSoughtWhereTheUserSaysAndNowhereElse() {
        assertThatThrownBy(
                        () ->
                                Jdk.find(
                                        Optional.of(directory),
                                        Map.of("JAVA_HOME", System.getProperty("java.home"))))
                .isInstanceOf(GostException.class)
                .hasMessage(
                        "--jlink needs a JDK %d; name one with --jdk DIRECTORY or JAVA_HOME",
                        Runtime.version().feature());
    }

    @Test
    void aJdkOfAnotherVersionIsNamed() throws Exception {
        Path jlink = Files.createDirectories(directory.resolve("bin")).resolve("jlink");
        program(jlink, "echo 17.0.1");

        assertThatThrownBy(() -> Jdk.find(Optional.of(directory), Map.of()))
                .hasMessageContaining(jlink + " is of version 17.0.1;");
    }

    @Test
    void theJdkThatRunsThisIsFoundByItsHome() {
        Path home = Path.of(System.getProperty("java.home"));

        assertThat(Jdk.find(Optional.empty(), Map.of("JAVA_HOME", home.toString())).jlink())
                .isEqualTo(home.resolve("bin/jlink"));
    }

    @Test
    void aLinkerThatDoesNotRunIsPassedOver() throws Exception {
        Path shims = Files.createDirectory(directory.resolve("shims"));
        program(shims.resolve("jlink"), "echo no version is set >&2; exit 126");
        Path home = Path.of(System.getProperty("java.home"));
        String path = shims + File.pathSeparator + home.resolve("bin");

        assertThat(Jdk.find(Optional.empty(), Map.of("PATH", path)).jlink())
                .isEqualTo(home.resolve("bin/jlink"));
        assertThatThrownBy(() -> Jdk.find(Optional.empty(), Map.of("PATH", shims.toString())))
                .hasMessageContaining("jlink ended with 126: no version is set");
    }

    @Test
    void theReportSumsUpWithAndWithoutTheCache() {
        TrimReport report =
                new TrimReport(
                        List.of(new Item("runtime", 3 << 20), new Item("lib/gost.aot", 1 << 20)),
                        List.of(new Item("plugins/x.jar", 1 << 19)),
                        List.of("a remark"),
                        Path.of("out"));

        assertThat(report.lines())
                .containsExactly(
                        "kept       3.0 MiB  runtime",
                        "kept       1.0 MiB  lib/gost.aot",
                        "dropped    512 KiB  plugins/x.jar",
                        "a remark",
                        "out: 3.0 MiB, less by 512 KiB, and an AOT cache of 1.0 MiB");
    }

    static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
