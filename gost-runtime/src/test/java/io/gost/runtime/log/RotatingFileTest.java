package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

class RotatingFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");

    @TempDir Path directory;

    private static LogRotation upTo(long size) {
        return new LogRotation(size, 0, 0, false, false);
    }

    private Path file() {
        return directory.resolve("gost.log");
    }

    private RotatingFile open(LogRotation rotation) throws IOException {
        return RotatingFile.open(file(), rotation, InstantSource.fixed(NOW));
    }

    private static void write(RotatingFile file, String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String content(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void aLineThatWouldMakeTheFileTooLargeBeginsANewOne() throws IOException {
        try (RotatingFile file = open(upTo(10))) {
            write(file, "1234\n6789\n"); // just full
            write(file, "a\nb\nc\nd\ne\nf\n");
        }
        assertThat(names())
                .containsExactly(
                        "gost-2026-03-01T12-00-00.500.log",
                        "gost-2026-03-01T12-00-00.501.log",
                        "gost.log");
        assertThat(content("gost-2026-03-01T12-00-00.500.log")).isEqualTo("1234\n6789\n");
        assertThat(content("gost-2026-03-01T12-00-00.501.log")).isEqualTo("a\nb\nc\nd\ne\n");
        assertThat(content("gost.log")).isEqualTo("f\n");
    }

    @Test
    void linesInPiecesStayWhole() throws IOException {
        try (RotatingFile file = open(upTo(8))) {
            for (String piece : List.of("12", "34\n5", "6", "78\n9", "\n")) {
                write(file, piece);
            }
        }
        assertThat(content("gost-2026-03-01T12-00-00.500.log")).isEqualTo("1234\n");
        assertThat(content("gost.log")).isEqualTo("5678\n9\n");
    }

    @Test
    void aFileThatIsThereIsAppendedToWhileThereIsRoom() throws IOException {
        Files.writeString(file(), "old\n");
        try (RotatingFile file = open(upTo(10))) {
            write(file, "new\n");
        }
        assertThat(content("gost.log")).isEqualTo("old\nnew\n");

        try (RotatingFile file = open(upTo(10))) {
            write(file, "x\n"); // the first line after opening must leave room
        }
        assertThat(content("gost.log")).isEqualTo("x\n");
    }

    @Test
    void aLineLongerThanAFileIsRefusedAndTheNextOneIsNot() throws IOException {
        try (RotatingFile file = open(upTo(8))) {
            assertThatIOException().isThrownBy(() -> write(file, "0123456789\n"));
            assertThatIOException().isThrownBy(() -> write(file, "0123456789\nin pie"));
            write(file, "ces\nok\n");
        }
        assertThat(names()).containsExactly("gost.log");
        assertThat(content("gost.log")).isEqualTo("ok\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newFilesAreTheOwnersUnlessTheOldOneWasNot() throws IOException {
        open(upTo(8)).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        try (RotatingFile file = open(upTo(8))) {
            write(file, "1234\n6789\n");
        }
        assertThat(names()).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void onlyTheNewestBackupsAreKeptCompressedOrNot() throws IOException {
        Files.writeString(directory.resolve("gost-2026-01-01T00-00-00.000.log"), "");
        Files.writeString(directory.resolve("gost-2026-01-02T00-00-00.000.log.gz"), "");
        Files.writeString(directory.resolve("gost-2026-01-03T00-00-00.000.log"), "");
        Files.writeString(directory.resolve("gost-today.log"), "somebody else's");
        open(new LogRotation(8, 0, 2, false, false)).close();
        Await.until(
                "the oldest is deleted",
                () -> !names().contains("gost-2026-01-01T00-00-00.000.log"));
        assertThat(names())
                .containsExactly(
                        "gost-2026-01-02T00-00-00.000.log.gz",
                        "gost-2026-01-03T00-00-00.000.log",
                        "gost-today.log",
                        "gost.log");
    }

    @Test
    void oldBackupsAreDeleted() throws IOException {
        Files.writeString(directory.resolve("gost-2026-02-27T11-59-59.000.log"), "");
        Files.writeString(directory.resolve("gost-2026-02-27T12-00-01.000.log"), "");
        open(new LogRotation(8, 2, 0, false, false)).close();
        Await.until("the older is deleted", () -> names().size() == 2);
        assertThat(names()).containsExactly("gost-2026-02-27T12-00-01.000.log", "gost.log");
    }

    @Test
    void backupsAreCompressedAndAnInterruptedAttemptIsRepeated() throws IOException {
        Files.writeString(directory.resolve("gost-2026-01-01T00-00-00.000.log.gz.part"), "half");
        Files.writeString(directory.resolve("gost-2026-01-01T00-00-00.000.log"), "first\n");
        try (RotatingFile file = open(new LogRotation(8, 0, 0, false, true))) {
            write(file, "second\nthird\n");
        }
        Await.until(
                "compressed",
                () ->
                        names().equals(
                                        List.of(
                                                "gost-2026-01-01T00-00-00.000.log.gz",
                                                "gost-2026-03-01T12-00-00.500.log.gz",
                                                "gost.log")));
        try (GZIPInputStream first =
                        new GZIPInputStream(
                                new FileInputStream(
                                        directory
                                                .resolve("gost-2026-01-01T00-00-00.000.log.gz")
                                                .toFile()));
                GZIPInputStream second =
                        new GZIPInputStream(
                                new FileInputStream(
                                        directory
                                                .resolve("gost-2026-03-01T12-00-00.500.log.gz")
                                                .toFile()))) {
            assertThat(new String(first.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("first\n");
            assertThat(new String(second.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("second\n");
        }
    }

    @Test
    void namesWithoutAnExtensionWorkToo() throws IOException {
        Path plain = directory.resolve("log");
        try (RotatingFile file = RotatingFile.open(plain, upTo(4), InstantSource.fixed(NOW))) {
            write(file, "abc\ndef\n");
        }
        assertThat(names()).containsExactly("log", "log-2026-03-01T12-00-00.500");
    }

    @Test
    void zeroMegabytesAreAHundred() {
        assertThat(LogRotation.of(0, 1, 2, true, true))
                .isEqualTo(new LogRotation(100 << 20, 1, 2, true, true));
        assertThat(LogRotation.of(3, 0, 0, false, false).maxSize()).isEqualTo(3 << 20);
    }
}
