package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class FileLoaderTest {
    @TempDir private Path directory;
    private Path file;

    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Runnable> planned = new LinkedBlockingQueue<>();
    private final Schedule schedule =
            (delay, work) -> {
                delays.add(delay);
                planned.add(work);
                return () -> planned.remove(work);
            };

    @BeforeEach
    void name() {
        file = directory.resolve("list.txt");
    }

    @Test
    void onlyAChangedTextIsPassedOn() throws Exception {
        FileLoader loader = loader(Duration.ofMinutes(1));
        Files.writeString(file, "one");
        loader.read();
        loader.start();
        reload();
        Files.writeString(file, "two");
        reload();
        await();
        assertThat(accepted).containsExactly("one", "two");
        assertThat(delays).containsOnly(Duration.ofMinutes(1));
    }

    @Test
    void whatIsRefusedOrGoneChangesNothingAndIsTriedAgain() throws Exception {
        FileLoader loader = loader(Duration.ofMillis(1));
        Files.writeString(file, "one");
        loader.read();
        loader.start();
        Files.writeString(file, "bad");
        reload();
        Files.delete(await(file));
        reload();
        await();
        Files.writeString(file, "two");
        reload();
        await();
        assertThat(accepted).containsExactly("one", "two");
        assertThat(delays).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void withoutAnIntervalItIsReadOnce() throws IOException {
        FileLoader loader = loader(Duration.ZERO);
        Files.writeString(file, "one");
        loader.read();
        loader.start();
        assertThat(planned).isEmpty();
    }

    @Test
    void theFirstReadingSaysWhyItFails() {
        assertThatThrownBy(() -> loader(Duration.ZERO).read())
                .isInstanceOf(NoSuchFileException.class)
                .satisfies(
                        failure ->
                                assertThat(FileLoader.reason((Exception) failure))
                                        .isEqualTo("there is no such file"));
    }

    @Test
    void listsAreLinesWithoutComments() {
        assertThat(FileLoader.lines("# all\n\n a.test # one\r\n  \nb.test\n"))
                .containsExactly("a.test", "b.test");
    }

    private FileLoader loader(Duration interval) {
        return new FileLoader(
                file.toString(),
                interval,
                text -> {
                    if (text.equals("bad")) {
                        throw new IllegalArgumentException("bad text");
                    }
                    accepted.add(text);
                    return 1;
                },
                schedule,
                NOPLogger.NOP_LOGGER);
    }

    private void reload() throws InterruptedException {
        Runnable work = planned.poll(10, TimeUnit.SECONDS);
        assertThat(work).isNotNull();
        work.run();
    }

    /** The reading that was begun has ended: the next one is planned. */
    private void await() {
        Await.until("the next reading is planned", () -> !planned.isEmpty());
    }

    private Path await(Path path) {
        await();
        return path;
    }
}
