package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Workers that are scripts: what the parent does for them, and to them. */
@DisabledOnOs(OS.WINDOWS)
class WorkerProcessesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private WorkerProcesses workers;
    private CompletableFuture<Integer> running = CompletableFuture.completedFuture(0);

    @BeforeEach
    void program() throws IOException {
        Path program = directory.resolve("program");
        Files.writeString(
                program,
                """
                #!/bin/sh
                [ "$1" = --lifeline ] || exit 99
                shift
                case $1 in
                    run) echo "runs $_GOST_ID"; cat; echo "stops $_GOST_ID" ;;
                    hang) echo "runs $_GOST_ID"; cat > /dev/null; exec sleep 1000 ;;
                    crash) kill -9 $$ ;;
                    -O) sleep "$3"; echo "document: $_GOST_ID" ; echo "of: $3";;
                    complain) echo "gost: no" >&2; echo '{"level":"warn"}' >&2; printf 'time=now' >&2 ;;
                    *) exit "$1" ;;
                esac
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        workers = new WorkerProcesses(program, new PrintStream(out), new PrintStream(err));
    }

    @AfterEach
    void killAll() {
        workers.stopSignalled();
        workers.stopSignalled();
        assertThat(running).succeedsWithin(SOON);
    }

    private CompletableFuture<Integer> run(String... commandLines) {
        List<List<String>> all =
                Arrays.stream(commandLines).map(line -> List.of(line.split(" "))).toList();
        running = CompletableFuture.supplyAsync(() -> workers.run(all));
        return running;
    }

    private String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private void awaitOutput(String text) {
        Await.until(text, () -> said(out).contains(text));
    }

    @Test
    void whoEndsWellLeavesTheOthersAlone() {
        CompletableFuture<Integer> exit = run("0", "run", "0");
        awaitOutput("runs 1");
        assertThat(exit).isNotDone();
        workers.stopSignalled();
        assertThat(exit).succeedsWithin(SOON).isEqualTo(0);
        assertThat(said(out)).isEqualTo("runs 1\nstops 1\n");
        assertThat(said(err)).isEmpty();
    }

    @Test
    void whoFailsStopsTheOthersAndItsExitCodeIsPassedOn() {
        assertThat(run("run", "7", "run")).succeedsWithin(SOON).isEqualTo(7);
        assertThat(said(out)).contains("stops 0", "stops 2");
        assertThat(said(err))
                .isEqualTo("gost: worker 1 ended with exit code 7; the others are stopped\n");
    }

    @Test
    void whoIsKilledHasFailed() {
        assertThat(run("run", "crash")).succeedsWithin(SOON).isEqualTo(128 + 9);
        assertThat(said(out)).contains("stops 0");
    }

    @Test
    void theFirstSignalAsksAndTheSecondKills() {
        CompletableFuture<Integer> exit = run("run", "hang");
        awaitOutput("runs 0");
        awaitOutput("runs 1");
        workers.stopSignalled();
        awaitOutput("stops 0");
        assertThat(exit).isNotDone();
        workers.stopSignalled();
        assertThat(exit).succeedsWithin(SOON).isEqualTo(128 + 9);
    }

    @Test
    void hangUpIsPassedOnThroughTheLifeline() {
        run("run", "run");
        awaitOutput("runs 0");
        awaitOutput("runs 1");
        workers.hangUp();
        workers.stopSignalled();
        assertThat(running).succeedsWithin(SOON);
        assertThat(said(out)).contains("Hstops 0", "Hstops 1");
    }

    @Test
    void documentsComeWholeAndInTheOrderOfTheCommandLines() {
        assertThat(run("-O yaml 0.3", "-O yaml 0", "0", "-O json 0"))
                .succeedsWithin(SOON)
                .isEqualTo(0);
        assertThat(said(out))
                .isEqualTo(
                        """
                        document: 0
                        of: 0.3
                        ---
                        document: 1
                        of: 0
                        document: 3
                        of: 0
                        """);
    }

    @Test
    void linesThatAreNoLogSayWhoWroteThem() {
        assertThat(run("complain", "0")).succeedsWithin(SOON);
        assertThat(said(err)).isEqualTo("[0] gost: no\n{\"level\":\"warn\"}\ntime=now\n");
    }

    @Test
    void aProgramThatCannotBeStartedIsAFailure() throws IOException {
        Files.delete(directory.resolve("program"));
        assertThat(run("run", "run")).succeedsWithin(SOON).isEqualTo(1);
        assertThat(said(err)).contains("gost: worker 0 cannot be started");
    }
}
