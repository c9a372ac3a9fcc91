package io.gost.runtime.web;

import jdk.jfr.Configuration;
import jdk.jfr.Recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A recording of the flight recorder, one at a time. */
final class FlightRecording {
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private FlightRecording() {}

    /**
     * Records for some time, while the caller waits.
     *
     * @return the recording; empty when another one is being made
     */
    static Optional<byte[]> take(int seconds) throws IOException {
        if (!RUNNING.compareAndSet(false, true)) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("gost", ".jfr");
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.setMaxSize(MOST_BYTES);
            recording.start();
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            recording.stop();
            recording.dump(file);
            return Optional.of(Files.readAllBytes(file));
        } catch (ParseException e) {
            throw new IOException("this virtual machine has no settings for profiles", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(file);
            RUNNING.set(false);
        }
    }
}
