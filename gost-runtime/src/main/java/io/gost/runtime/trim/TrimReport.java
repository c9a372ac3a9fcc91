package io.gost.runtime.trim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of it.
 *
 * @param kept what stayed, with sizes in bytes
 * @param dropped what did not
 * @param remarks what was not done, and why
 * @param output where it is
 */
public record TrimReport(List<Item> kept, List<Item> dropped, List<String> remarks, Path output) {
    /**
     * A part of a distribution.
     *
     * @param name its path within
     * @param bytes the sizes of its files, summed up
     */
    public record Item(String name, long bytes) {}

    private static final String AOT_CACHE = "lib/gost.aot";
    private static final int KIBIBYTE = 1024;
    private static final int MEBIBYTE = 1024 * KIBIBYTE;

    /** Copies the lists. */
    public TrimReport {
        kept = List.copyOf(kept);
        dropped = List.copyOf(dropped);
        remarks = List.copyOf(remarks);
    }

    /**
     * The report for people.
     *
     * @return a line for each part, then the sums
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        kept.forEach(item -> lines.add("kept     " + line(item)));
        dropped.forEach(item -> lines.add("dropped  " + line(item)));
        lines.addAll(remarks);
        long cache =
                kept.stream()
                        .filter(item -> item.name().equals(AOT_CACHE))
                        .mapToLong(Item::bytes)
                        .sum();
        lines.add(
                "%s: %s, less by %s, and an AOT cache of %s"
                        .formatted(
                                output, size(sum(kept) - cache), size(sum(dropped)), size(cache)));
        return lines;
    }

    private static long sum(List<Item> items) {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    private static String line(Item item) {
        return "%9s  %s".formatted(size(item.bytes()), item.name());
    }

    private static String size(long bytes) {
        return bytes < MEBIBYTE
                ? (bytes + KIBIBYTE - 1) / KIBIBYTE + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBIBYTE);
    }
}
