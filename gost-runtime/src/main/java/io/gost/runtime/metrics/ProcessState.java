package io.gost.runtime.metrics;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * This process at a moment. What a system does not tell is empty.
 *
 * @param cpuSeconds used so far
 * @param openDescriptors files and sockets
 * @param maxDescriptors how many there may be
 * @param residentBytes in memory
 * @param virtualBytes of address space
 * @param maxVirtualBytes how many there may be
 * @param startSeconds since 1970
 */
record ProcessState(
        OptionalDouble cpuSeconds,
        OptionalDouble openDescriptors,
        OptionalDouble maxDescriptors,
        OptionalDouble residentBytes,
        OptionalDouble virtualBytes,
        OptionalDouble maxVirtualBytes,
        OptionalDouble startSeconds) {
    private static final double KIBI = 1024;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    /** How exporters of other languages print “no limit”. */
    private static final double UNLIMITED = 0x1p64;

    /**
     * Looks.
     *
     * @param proc the file system that Linux tells everything in
     */
    static ProcessState read(Path proc) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        Path self = proc.resolve("self");
        Map<String, String> status = fields(self.resolve("status"), ":");
        Map<String, String> limits = fields(self.resolve("limits"), "  ");
        return new ProcessState(
                seconds(info.totalCpuDuration().orElse(null)),
                count(self.resolve("fd")),
                limit(limits.get("Max open files")),
                kibibytes(status.get("VmRSS")),
                kibibytes(status.get("VmSize")),
                limit(limits.get("Max address space")),
                since1970(info.startInstant().orElse(null)));
    }

    private static Map<String, String> fields(Path file, String separator) {
        Map<String, String> fields = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(
                    line -> {
                        int end = line.indexOf(separator);
                        if (end > 0) {
                            fields.put(
                                    line.substring(0, end),
                                    line.substring(end + separator.length()).strip());
                        }
                    });
        } catch (IOException e) {
            // Not Linux, or not allowed to look: nothing is known.
            return Map.of();
        }
        return fields;
    }

    private static OptionalDouble count(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            // One of them is the directory itself, which is open only now.
            return OptionalDouble.of((double) entries.count() - 1);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** The soft limit, which comes first. */
    private static OptionalDouble limit(@Nullable String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        String soft = text.split(" ", 2)[0];
        return soft.equals("unlimited") ? OptionalDouble.of(UNLIMITED) : number(soft, 1);
    }

    private static OptionalDouble kibibytes(@Nullable String text) {
        return text == null ? OptionalDouble.empty() : number(text.split(" ", 2)[0], KIBI);
    }

    private static OptionalDouble number(String text, double unit) {
        try {
            return OptionalDouble.of(Long.parseLong(text) * unit);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble seconds(@Nullable Duration time) {
        return time == null ? OptionalDouble.empty() : OptionalDouble.of(time.toNanos() / NANOS);
    }

    private static OptionalDouble since1970(@Nullable Instant instant) {
        return instant == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(instant.toEpochMilli() / MILLIS);
    }
}
