package io.gost.runtime.component;

import org.slf4j.Logger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads a file again and again and passes its text on when it has changed. A file that cannot be
 * read, or whose text is refused, changes nothing.
 *
 * <p>It is read on a virtual thread; the next reading is begun after the one before has ended.
 */
public final class FileLoader implements Background {
    /** No file of a component is longer; in bytes. */
    static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final String file;
    private final Duration interval;
    private final Consumer consumer;
    private final Schedule schedule;
    private final Logger logger;
    private volatile boolean closed;
    private volatile Schedule.Task next = () -> {};
    private final ReentrantLock reading = new ReentrantLock();
    private String last = "";

    /** Takes what was read. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes a new text.
         *
         * @param text everything that the file says
         * @return how many items there are
         * @throws RuntimeException when the text makes no sense; the data of before stay
         */
        int accept(String text);
    }

    /**
     * Prepares to read.
     *
     * @param file the file
     * @param interval time between readings, at least a second; zero or less to read only once
     * @param consumer takes what was read
     * @param schedule for the time between
     * @param logger told of what cannot be read
     */
    public FileLoader(
            String file, Duration interval, Consumer consumer, Schedule schedule, Logger logger) {
        this.file = file;
        this.interval =
                interval.isPositive() && interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        this.consumer = consumer;
        this.schedule = schedule;
        this.logger = logger;
    }

    /**
     * Reads for the first time, while the caller waits. Later readings begin with {@link #start}.
     *
     * @throws IOException when the file cannot be read
     */
    public void read() throws IOException {
        reading.lock();
        try {
            String text = text();
            if (!text.equals(last)) {
                logger.debug("load items {}", consumer.accept(text));
                last = text;
            }
        } finally {
            reading.unlock();
        }
    }

    /** Begins to read again and again, if that is wanted. */
    @Override
    public void start() {
        if (!interval.isPositive() || closed) {
            return;
        }
        next = schedule.after(interval, this::reload);
        if (closed) {
            // In between, and knew of the one before only.
            next.cancel();
        }
    }

    /** Reads again now, besides the readings to come. */
    @Override
    public void refresh() {
        Thread.ofVirtual().name("gost-reload").start(this::readAgain);
    }

    @Override
    public String name() {
        return "loader of " + file;
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    /**
     * The entries of a list: one in each line, what follows a {@code #} is a comment.
     *
     * @param text everything that a file says
     * @return the entries
     */
    public static List<String> lines(String text) {
        return Arrays.stream(text.split("\\R"))
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void reload() {
        Thread.ofVirtual()
                .name("gost-reload")
                .start(
                        () -> {
                            readAgain();
                            start();
                        });
    }

    private void readAgain() {
        if (closed) {
            return;
        }
        try {
            read();
        } catch (IOException | RuntimeException e) {
            logger.warn("file loader: {}: {}", file, reason(e));
        }
    }

    private String text() throws IOException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("longer than " + MOST_BYTES + " bytes");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (InvalidPathException e) {
            throw new IOException("is no file name", e);
        }
    }

    /**
     * Why a file could not be read, in words.
     *
     * @param failure what happened
     * @return without the file's name
     */
    public static String reason(Exception failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "may not be read";
            case java.nio.charset.CharacterCodingException _ -> "the text is not UTF-8";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
