package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code gost plugins create} says; the packaged tests do what it says. */
final class PluginsCreateCommandTest {
    @TempDir private Path directory;

    @Test
    void printsCommandsThatCanBePasted() throws IOException {
        Path home = directory.resolve("it's here");
        Files.createDirectories(home.resolve("sdk"));

        CommandRun run =
                CommandRun.installed(home, directory, "plugins", "create", "odd", "--kind=handler");

        String quoted = "'" + directory + "/it'\\''s here";
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "odd: a handler, package com.example.odd",
                        "next:",
                        "  cd odd",
                        "  mvn verify",
                        "  cp target/gost-plugin-odd-1.0.0.jar " + quoted + "/plugins'/",
                        "  " + quoted + "/bin/gost' -L odd://127.0.0.1:8080",
                        "then, in a second terminal:",
                        "  printf 'example.org:80\\n"
                                + "GET / HTTP/1.0\\r"
                                + "\\n"
                                + "\\r"
                                + "\\n"
                                + "' | nc 127.0.0.1 8080");
        assertThat(directory.resolve("odd/README.md"))
                .content()
                .contains(quoted + "/bin/gost' -L odd://127.0.0.1:8080");
    }

    @Test
    void writesNothingThatCouldNotBeBuiltForWantOfAnSdk() {
        CommandRun run =
                CommandRun.installed(
                        directory, directory, "plugins", "create", "odd", "--kind", "handler");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(directory + " has no sdk/").contains("with the full one");
        assertThat(directory.resolve("odd")).doesNotExist();
    }
}
