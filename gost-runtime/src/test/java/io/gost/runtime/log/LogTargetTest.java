package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class LogTargetTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir Path directory;

    private final LogTarget target = new LogTarget(InstantSource.system(), () -> ZoneOffset.UTC);
    private final FieldLogger logger = FieldLogger.own(target, "");

    private static LogSettings to(Path file) {
        return new LogSettings(file.toString(), LogLevel.INFO, LogSettings.Format.JSON);
    }

    @Test
    void settingsAreReadAsLenientlyAsByGost() {
        assertThat(LogSettings.of("", "", "")).isEqualTo(LogSettings.DEFAULT);
        assertThat(LogSettings.of("x", "fatal", "text"))
                .isEqualTo(new LogSettings("x", LogLevel.FATAL, LogSettings.Format.TEXT));
        assertThat(LogSettings.of("", "DEBUG", "TEXT")).isEqualTo(LogSettings.DEFAULT);
    }

    @Test
    void aFileIsAppendedToAndItsDirectoriesAreMade() throws IOException {
        Path file = directory.resolve("a/b/gost.log");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "before\n");

        target.configure(to(file));
        logger.info("after");
        assertThat(target.close(LONG)).isTrue();

        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("before");

        Path deeper = directory.resolve("c/d/gost.log");
        target.configure(to(deeper));
        assertThat(target.close(LONG)).isTrue();
        assertThat(deeper).isEmptyFile();
    }

    @Test
    void aFileThatCannotBeOpenedBecomesStderrWithAReason() {
        LogOutput output = LogOutput.open(directory.toString());

        assertThat(output.isFile()).isFalse();
        assertThat(output.problem()).contains(directory.toString()).contains("stderr");
        assertThat(LogOutput.open("nul\0byte").problem()).isNotNull();
    }

    @Test
    void standardStreamsAreNotFilesToClose() {
        assertThat(LogOutput.open(""))
                .matches(output -> !output.isFile() && output.problem() == null);
        assertThat(LogOutput.open("stdout"))
                .matches(output -> !output.isFile() && output.problem() == null);
    }

    @Test
    void noneDisablesAllLevels() {
        Stream.of("none", "null")
                .forEach(
                        output -> {
                            target.configure(LogSettings.of(output, "trace", ""));
                            assertThat(logger.isErrorEnabled()).isFalse();
                            logger.error("nobody reads this");
                            logger.fatal("nor this");
                        });
    }

    @Test
    void nothingIsLoggedAfterClosingUntilConfiguredAgain() throws IOException {
        Path file = directory.resolve("gost.log");
        target.configure(to(file));
        assertThat(target.close(LONG)).isTrue();

        logger.error("between");
        target.configure(to(file));
        logger.info("again");

        assertThat(target.close(LONG)).isTrue();
        assertThat(Files.readString(file)).contains("again").doesNotContain("between");
    }

    @Test
    void configuringAgainOpensTheFileAnew() throws IOException {
        Path file = directory.resolve("gost.log");
        Path rotated = directory.resolve("gost.log.1");
        target.configure(to(file));
        logger.info("old");
        target.configure(to(file));
        Files.move(file, rotated);
        target.configure(to(file));
        logger.info("new");

        assertThat(target.close(LONG)).isTrue();
        assertThat(Files.readString(rotated)).contains("old");
        assertThat(Files.readString(file)).contains("new").doesNotContain("old");
    }

    @Test
    void noLineIsLostWhenTheOutputChanges() throws Exception {
        target.configure(to(directory.resolve("0")));
        AtomicBoolean done = new AtomicBoolean();
        Thread changes =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 1; !done.get(); i++) {
                                        target.configure(to(directory.resolve("" + i % 10)));
                                    }
                                });
        for (int i = 0; i < 2_000; i++) {
            logger.info("line {}", i);
        }
        done.set(true);
        changes.join();
        assertThat(target.close(LONG)).isTrue();

        assertThat(messages())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_000).mapToObj(i -> "line " + i).toList());
    }

    private List<String> messages() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> messages = new java.util.ArrayList<>();
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    messages.add(line.replaceFirst(".*\"msg\":\"([^\"]*)\".*", "$1"));
                }
            }
            return messages;
        }
    }
}
