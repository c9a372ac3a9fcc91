package io.gost.runtime.describe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Under which licence a plugin says it may be used. */
final class Licences {
    private static final Pattern TEXT =
            Pattern.compile("(?i)(META-INF/)?(LICEN[CS]E|COPYING)(\\.\\w+)?");
    private static final String MANIFEST_KEY = "Bundle-License";
    private static final int LONGEST = 100;

    /** META-INF of an exploded module. */
    private static final int DEEPEST = 2;

    private Licences() {}

    /**
     * Looks into a plugin.
     *
     * @param plugin a jar, a directory of jars, or an exploded module
     * @return one line for each mention: where, and the first line of what stands there
     */
    static List<String> of(Path plugin) throws IOException {
        if (!Files.isDirectory(plugin)) {
            return ofJar(plugin);
        }
        List<String> mentions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(plugin, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = name(plugin.relativize(file));
                if (name.endsWith(".jar")) {
                    ofJar(file).forEach(one -> mentions.add(name + " " + one));
                } else if (TEXT.matcher(name).matches()) {
                    mentions.add(name + ": " + firstLine(Files.newBufferedReader(file)));
                }
            }
        } catch (UncheckedIOException e) { // a directory that cannot be listed
            throw e.getCause();
        }
        return List.copyOf(mentions);
    }

    /** As in a jar. */
    private static String name(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static List<String> ofJar(Path file) throws IOException {
        List<String> mentions = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String declared =
                    manifest == null ? null : manifest.getMainAttributes().getValue(MANIFEST_KEY);
            if (declared != null) {
                mentions.add(MANIFEST_KEY + ": " + declared);
            }
            List<JarEntry> texts =
                    jar.stream().filter(entry -> TEXT.matcher(entry.getName()).matches()).toList();
            for (JarEntry entry : texts) {
                mentions.add(
                        entry.getName()
                                + ": "
                                + firstLine(
                                        new BufferedReader(
                                                new InputStreamReader(
                                                        jar.getInputStream(entry),
                                                        StandardCharsets.UTF_8))));
            }
        }
        return mentions;
    }

    private static String firstLine(BufferedReader reader) throws IOException {
        try (reader) {
            String first =
                    reader.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .findFirst()
                            .orElse("empty");
            return first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
        }
    }
}
