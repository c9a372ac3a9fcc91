package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What the jars of plugins directories are, written down once so that a start need not open them.
 *
 * <p>The file {@value #FILE} lies in a plugins directory and speaks for its jars only. It is not
 * believed blindly: a plugin of which any jar has another size or table of contents than noted is
 * opened as if there were no index, one written for other host modules counts for nothing, and what
 * is opened later is checked then like everything else. Without it everything works, slower.
 *
 * <p>One line heads it; then one line is one plugin, its fields divided by tabs: its file, its
 * module, its types, and for each jar the size, a sum of its end and the name.
 */
final class PluginIndex {
    /** Its name within a plugins directory. */
    static final String FILE = "plugins.index";

    /** Knows nothing. */
    static final PluginIndex EMPTY = new PluginIndex(Map.of());

    private static final String HEAD = "gost plugin index 1, host ";
    private static final int FIRST_STAMP = 3;
    private static final int MAX_BYTES = 4 << 20;
    private static final int END = 16 << 10;

    private final Map<Path, Entry> entries;

    private record Entry(
            String module, Map<ExtensionKind, List<String>> types, List<String> stamps) {}

    private PluginIndex(Map<Path, Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads the indexes there are.
     *
     * @param directories plugins directories
     * @param host an index written for another one is passed over
     * @param problems hears of one that is damaged
     */
    static PluginIndex read(List<Path> directories, Host host, Consumer<PluginProblem> problems) {
        Map<Path, Entry> entries = new HashMap<>();
        for (Path directory : directories) {
            Path file = directory.resolve(FILE);
            try {
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                    entries.putAll(parse(Files.readAllLines(file), directory, host));
                }
            } catch (IOException | IllegalArgumentException e) {
                problems.accept(
                        PluginProblem.warning(
                                file,
                                "",
                                "cannot be used: " + e.getMessage(),
                                "what gost plugins index writes",
                                "write it again, or delete it and start slower"));
            }
        }
        return new PluginIndex(entries);
    }

    /** What the index says of a plugin; empty when it is not the one that the index knew. */
    Optional<IndexedPlugin> find(PluginLocation location) {
        Entry entry = entries.get(location.file());
        try {
            return entry != null && entry.stamps().equals(stamps(location))
                    ? Optional.of(new IndexedPlugin(location, entry.module(), entry.types()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // opening it will say why
        }
    }

    /**
     * Writes the index of a directory in the place of the one that is there.
     *
     * @param plugins of this directory
     */
    static void write(Path directory, Host host, List<IndexedPlugin> plugins) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD + host.fingerprint());
        for (IndexedPlugin plugin : plugins) {
            // an exploded module is under development: its files change, and its stamp does not
            if (plugin.location().parts().stream().allMatch(Files::isRegularFile)) {
                List<String> fields = new ArrayList<>();
                fields.add(String.valueOf(plugin.location().file().getFileName()));
                fields.add(plugin.module());
                fields.add(types(plugin.types()));
                fields.addAll(stamps(plugin.location()));
                String line = String.join("\t", fields);
                if (line.chars().filter(Character::isISOControl).count() == fields.size() - 1) {
                    lines.add(line);
                }
            }
        }
        // Not createTempFile: whoever runs the program has to be able to read it.
        Path written = directory.resolve("." + FILE + "." + ProcessHandle.current().pid());
        try {
            Files.write(written, lines);
            Files.move(
                    written,
                    directory.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static Map<Path, Entry> parse(List<String> lines, Path directory, Host host) {
        if (lines.isEmpty() || !lines.getFirst().startsWith(HEAD)) {
            throw new IllegalArgumentException("it does not begin with \"" + HEAD.strip() + "\"");
        }
        if (!lines.getFirst().equals(HEAD + host.fingerprint())) {
            return Map.of();
        }
        Map<Path, Entry> entries = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = List.of(line.split("\t", -1));
            if (fields.size() <= FIRST_STAMP) {
                throw new IllegalArgumentException("a line of %d fields".formatted(fields.size()));
            }
            entries.put(
                    directory.resolve(fields.get(0)),
                    new Entry(
                            fields.get(1),
                            types(fields.get(2)),
                            fields.subList(FIRST_STAMP, fields.size())));
        }
        return entries;
    }

    private static String types(Map<ExtensionKind, List<String>> types) {
        return new EnumMap<>(types)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                        .collect(Collectors.joining(";"));
    }

    private static Map<ExtensionKind, List<String>> types(String text) {
        Map<ExtensionKind, List<String>> types = new EnumMap<>(ExtensionKind.class);
        for (String kind : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            int equals = kind.indexOf('=');
            types.put(
                    ExtensionKind.valueOf(kind.substring(0, Math.max(0, equals))),
                    List.of(kind.substring(equals + 1).split(",", -1)));
        }
        return types;
    }

    private static List<String> stamps(PluginLocation location) throws IOException {
        List<String> stamps = new ArrayList<>();
        for (Path part : location.parts()) {
            stamps.add(stamp(part) + " " + part.getFileName());
        }
        return stamps;
    }

    /**
     * The size, and a sum of the end: a jar has its table of contents there, with a checksum of
     * each entry. Times would be cheaper, but copying an installation changes them.
     */
    private static String stamp(Path jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            long size = file.length();
            byte[] end = new byte[(int) Math.min(size, END)];
            file.seek(size - end.length);
            file.readFully(end);
            CRC32 sum = new CRC32();
            sum.update(end);
            return size + " " + Long.toHexString(sum.getValue());
        }
    }
}
