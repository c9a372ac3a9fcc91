package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(30)
class LogWriterTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int CAPACITY = 16;

    private static LogWriter start(OutputStream stream) {
        return start(new LogOutput(stream, false, null));
    }

    private static LogWriter start(LogOutput output) {
        return LogWriter.start(
                output, () -> new TextFormat(ZoneOffset.UTC), CAPACITY, InstantSource.system());
    }

    private static LogLine line(LogLevel level, String message) {
        return new LogLine(0, level, message, "", Fields.NONE, null);
    }

    private static List<String> messages(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(text -> text.substring(text.indexOf("msg=") + 4))
                .toList();
    }

    /** Does not write before it is told to. */
    private static final class Stalled extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch mayWrite = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            reached.countDown();
            try {
                mayWrite.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            written.write(bytes, offset, length);
        }

        void awaitWrite() throws InterruptedException {
            reached.await();
        }

        void go() {
            mayWrite.countDown();
        }
    }

    @Test
    void closingWritesWhatWasTaken() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        LogWriter writer = start(stream);

        for (int i = 0; i < 10; i++) {
            assertThat(writer.offer(line(LogLevel.INFO, "m" + i))).isTrue();
        }

        assertThat(writer.close(LONG)).isTrue();
        assertThat(messages(stream))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void filesAreClosedInTheEndAndStandardStreamsAreNot() {
        AtomicInteger closed = new AtomicInteger();
        OutputStream stream =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
        for (boolean isFile : new boolean[] {false, true}) {
            LogWriter writer = start(new LogOutput(stream, isFile, null));
            writer.offer(line(LogLevel.INFO, "x"));

            assertThat(writer.close(LONG)).isTrue();
            assertThat(closed).hasValue(isFile ? 1 : 0);
        }
    }

    @Test
    void aClosedWriterLeavesTheLineToItsCaller() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        LogWriter writer = start(stream);
        assertThat(writer.close(LONG)).isTrue();

        assertThat(writer.offer(line(LogLevel.ERROR, "late"))).isFalse();
        assertThat(writer.close(LONG)).isTrue();
        assertThat(messages(stream)).isEmpty();
    }

    @Test
    void aStalledOutputStallsNobodyAndTheLogSaysWhatIsMissing() throws InterruptedException {
        Stalled stream = new Stalled();
        LogWriter writer = start(stream);
        writer.offer(line(LogLevel.INFO, "first"));
        stream.awaitWrite();

        // the queue is empty, and its writer stuck: two of sixteen places are kept for warnings
        for (int i = 0; i < 100; i++) {
            writer.offer(line(LogLevel.INFO, "i" + i));
        }
        for (int i = 0; i < 100; i++) {
            writer.offer(line(LogLevel.WARN, "w" + i));
        }
        stream.go();

        assertThat(writer.close(LONG)).isTrue();
        List<String> expected = new ArrayList<>(List.of("first"));
        IntStream.range(0, 14).forEach(i -> expected.add("i" + i));
        expected.addAll(List.of("w0", "w1"));
        expected.add("\"dropped 184 log lines: the output is slower than the log\" dropped=184");
        assertThat(messages(stream.written)).isEqualTo(expected);
    }

    @Test
    void closingGivesUpAtTheDeadline() throws InterruptedException {
        Stalled stream = new Stalled();
        LogWriter writer = start(stream);
        writer.offer(line(LogLevel.INFO, "first"));
        stream.awaitWrite();

        assertThat(writer.close(Duration.ofMillis(1))).isFalse();

        stream.go();
        assertThat(writer.close(LONG)).isTrue();
        assertThat(messages(stream.written)).containsExactly("first");
    }

    @Test
    void linesOfManyThreadsStayWhole() throws InterruptedException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        LogWriter writer =
                LogWriter.start(
                        new LogOutput(stream, false, null),
                        () -> new TextFormat(ZoneOffset.UTC),
                        10_000,
                        InstantSource.system());
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(
                                t ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            for (int i = 0; i < 1_000; i++) {
                                                                writer.offer(
                                                                        line(
                                                                                LogLevel.INFO,
                                                                                t + "-" + i));
                                                            }
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(writer.close(LONG)).isTrue();
        List<String> expected =
                IntStream.range(0, 8_000).mapToObj(i -> i / 1_000 + "-" + i % 1_000).toList();
        assertThat(messages(stream)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatCouldNotBeWrittenIsCountedOnceTheOutputWorksAgain() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        ByteArrayOutputStream stream =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() throws IOException {
                        if (failed.getCount() > 0) {
                            reset();
                            failed.countDown();
                            throw new IOException("No space left on device");
                        }
                    }
                };
        LogWriter writer = start(stream);
        writer.offer(line(LogLevel.INFO, "lost"));
        failed.await();
        writer.offer(line(LogLevel.INFO, "written"));

        assertThat(writer.close(LONG)).isTrue();
        assertThat(messages(stream))
                .containsExactly(
                        "written", "\"dropped 1 log lines: No space left on device\" dropped=1");
    }
}
