package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files that a log file was put aside as: {@code gost-2026-01-31T23-59-59.999.log} for {@code
 * gost.log}, with {@code .gz} behind it when compressed.
 */
final class Backups {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");
    private static final String COMPRESSED = ".gz";
    private static final String UNFINISHED = ".gz.part";

    private final Path file;
    private final String prefix;
    private final String extension;
    private final LogRotation rotation;
    private final InstantSource clock;

    /** One of them, and when it was put aside. */
    private record Backup(Path path, Instant time) {
        boolean isCompressed() {
            return path.toString().endsWith(COMPRESSED);
        }

        /** Without what tells a compressed file from the file that it was made of. */
        String name() {
            String name = path.getFileName().toString();
            return isCompressed() ? name.substring(0, name.length() - COMPRESSED.length()) : name;
        }
    }

    Backups(Path file, LogRotation rotation, InstantSource clock) {
        this.file = file;
        this.rotation = rotation;
        this.clock = clock;
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        this.extension = dot < 0 ? "" : name.substring(dot);
        this.prefix = name.substring(0, name.length() - extension.length()) + "-";
    }

    /** A name for the file as it is now; nobody has it yet. */
    Path next() {
        ZoneId zone = rotation.localTime() ? ZoneId.systemDefault() : ZoneOffset.UTC;
        Instant time = clock.instant();
        while (true) {
            String name = prefix + TIME.format(time.atZone(zone)) + extension;
            Path candidate = file.resolveSibling(name);
            if (!Files.exists(candidate) && !Files.exists(compressed(candidate))) {
                return candidate;
            }
            time = time.plusMillis(1);
        }
    }

    /**
     * Deletes and compresses what is due.
     *
     * @throws IOException when something cannot be done; the rest is done
     */
    void tidy() throws IOException {
        if (rotation.maxBackups() <= 0 && rotation.maxAgeDays() <= 0 && !rotation.compress()) {
            return;
        }
        List<Backup> kept = new ArrayList<>();
        List<Path> gone = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Instant oldest = clock.instant().minus(Duration.ofDays(rotation.maxAgeDays()));
        for (Backup each : newestFirst()) {
            names.add(each.name());
            boolean tooMany = rotation.maxBackups() > 0 && names.size() > rotation.maxBackups();
            boolean tooOld = rotation.maxAgeDays() > 0 && each.time().isBefore(oldest);
            if (tooMany || tooOld) {
                gone.add(each.path());
            } else {
                kept.add(each);
            }
        }
        IOException failure = null;
        for (Path each : gone) {
            failure = attempt(() -> Files.deleteIfExists(each), failure);
        }
        for (Backup each : kept) {
            if (rotation.compress() && !each.isCompressed()) {
                failure = attempt(() -> compress(each.path()), failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static @Nullable IOException attempt(Step step, @Nullable IOException earlier) {
        try {
            step.run();
            return earlier;
        } catch (IOException e) {
            return earlier == null ? e : earlier;
        }
    }

    private List<Backup> newestFirst() throws IOException {
        List<Backup> found = new ArrayList<>();
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            for (Path each : siblings.toList()) {
                Instant time = time(each.getFileName().toString());
                if (time != null && Files.isRegularFile(each)) {
                    found.add(new Backup(each, time));
                }
            }
        }
        found.sort(Comparator.comparing(Backup::time).reversed());
        return found;
    }

    /** When a file was put aside, by its name; {@code null} for a file of somebody else's. */
    private @Nullable Instant time(String name) {
        for (String end : List.of(extension, extension + COMPRESSED)) {
            if (name.startsWith(prefix)
                    && name.endsWith(end)
                    && name.length() > prefix.length() + end.length()) {
                try {
                    String text = name.substring(prefix.length(), name.length() - end.length());
                    // As GOST does, whatever zone it was written in.
                    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
                } catch (DateTimeParseException _) {
                    // Not one of ours, or the other end.
                }
            }
        }
        return null;
    }

    private static void compress(Path backup) throws IOException {
        Path unfinished = backup.resolveSibling(backup.getFileName() + UNFINISHED);
        try (InputStream from = Files.newInputStream(backup);
                OutputStream to = new GZIPOutputStream(RotatingFile.create(unfinished, backup))) {
            from.transferTo(to);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, compressed(backup), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(backup);
    }

    private static Path compressed(Path backup) {
        return backup.resolveSibling(backup.getFileName() + COMPRESSED);
    }
}
