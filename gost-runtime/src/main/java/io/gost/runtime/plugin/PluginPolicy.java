package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which plugins may be opened, as the user says.
 *
 * @param origin where the user says so, for messages
 * @param allow names, modules or files of plugins; empty for all
 * @param sha256 digests by file; empty for no check, else what is not listed is refused
 */
public record PluginPolicy(String origin, List<String> allow, Map<String, String> sha256) {
    private static final int BUFFER = 64 << 10;

    /** Copies the collections. */
    public PluginPolicy {
        allow = List.copyOf(allow);
        sha256 = Map.copyOf(sha256);
    }

    /**
     * The digest of every file of a plugin, links followed: what is loaded follows them too.
     *
     * @param plugin a jar or a directory
     * @return digests in hexadecimal digits, by the path from the directory that the plugin lies in
     * @throws IOException when a file cannot be read
     */
    static Map<String, String> digests(Path plugin) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(plugin, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file :
                    files.filter(Files::isRegularFile)
                            .sorted(Comparator.comparing(Path::toString))
                            .toList()) {
                digests.put(name(plugin, file), digest(file));
            }
        } catch (UncheckedIOException e) { // a directory on the way, or a link back to one
            throw e.getCause();
        }
        return digests;
    }

    /** Fails unless every file is what was locked. Reads all of them, before any is opened. */
    void checkFiles(PluginLocation location) throws PluginRefusedException {
        if (sha256.isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<String, String> file : digests(location.file()).entrySet()) {
                String wanted = sha256.get(file.getKey());
                if (wanted == null || !wanted.toLowerCase(Locale.ROOT).equals(file.getValue())) {
                    throw refuse(
                            location.file(),
                            "",
                            "%s has SHA-256 %s".formatted(file.getKey(), file.getValue()),
                            wanted == null ? "a file of " + origin : wanted);
                }
            }
        } catch (IOException e) {
            throw refuse(location.file(), "", "cannot be read: " + IoReason.of(e), "");
        }
    }

    /** Fails unless the user allows this plugin. */
    void checkName(Path file, String module) throws PluginRefusedException {
        List<String> names =
                List.of(module, PluginName.ofModule(module), String.valueOf(file.getFileName()));
        if (!allow.isEmpty() && names.stream().noneMatch(allow::contains)) {
            throw refuse(file, module, "is not allowed", String.join(", ", allow));
        }
    }

    private PluginRefusedException refuse(Path file, String module, String seen, String wanted) {
        return new PluginRefusedException(
                PluginProblem.refused(
                        file,
                        module,
                        seen,
                        wanted,
                        "if it is right, change plugins in " + origin + ", or remove it"));
    }

    private static String name(Path plugin, Path file) {
        List<String> names = new ArrayList<>();
        names.add(String.valueOf(plugin.getFileName()));
        if (!file.equals(plugin)) {
            plugin.relativize(file).forEach(part -> names.add(part.toString()));
        }
        return String.join("/", names);
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
