package io.gost.runtime.create;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A new plugin's Maven project.
 *
 * @param name the type that users will write
 * @param kind what it provides
 * @param packageName its package, and its module
 * @param home where gost, and with it the SDK, is installed
 * @param spiVersion the version of the SPI to be written against
 */
public record PluginProject(
        String name, ProjectKind kind, String packageName, Path home, String spiVersion) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final Pattern FOREIGN = Pattern.compile("(java|javax|jdk|io\\.gost)(\\..*)?");
    private static final Pattern TOKEN =
            Pattern.compile("com\\.example\\.sample|@[a-z]+@|Sample|sample");
    private static final Pattern IMPORTED =
            Pattern.compile(
                    "^import (?:[a-z0-9_]+\\.)+(?:[A-Z]\\w*\\.)*(\\w+);$", Pattern.MULTILINE);

    /** Of a package's name; {@code _} cannot get past the pattern. */
    private static final Set<String> KEYWORDS =
            Set.of(
                    ("abstract assert boolean break byte case catch char class const continue"
                         + " default do double else enum extends false final finally float for goto"
                         + " if implements import instanceof int interface long native new null"
                         + " package private protected public return short static strictfp super"
                         + " switch synchronized this throw throws transient true try void volatile"
                         + " while")
                            .split(" "));

    /**
     * Checks the names.
     *
     * @throws GostException of category {@code CONFIG} that says what would do
     */
    public PluginProject {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw wrong(
                    "\"%s\" is no name for a plugin; wanted at most %d lower-case letters and digits in words joined by '-', such as my-proto"
                            .formatted(name, LONGEST_NAME));
        }
        if (!PACKAGE.matcher(packageName).matches()
                || Arrays.stream(packageName.split("\\.")).anyMatch(KEYWORDS::contains)) {
            throw wrong(
                    "\"%s\" is no name for a package; give one with --package, such as org.example.proto"
                            .formatted(packageName));
        }
        if (FOREIGN.matcher(packageName).matches()) {
            throw wrong(
                    "package %s belongs to others; give one of your own with --package"
                            .formatted(packageName));
        }
    }

    /**
     * The package of a plugin whose author named none.
     *
     * @param name the plugin's name
     * @return below {@code com.example}
     */
    public static String defaultPackage(String name) {
        return "com.example." + name.replace("-", "");
    }

    /**
     * Writes the project.
     *
     * @param directory is made, or exists and is empty
     * @throws GostException of category {@code CONFIG} when there is something, or when a class
     *     would be called like one that it imports
     */
    public void write(Path directory) {
        Map<Path, String> files = files();
        try {
            if (Files.exists(directory) && !isEmptyDirectory(directory)) {
                throw wrong(directory + " is there already; nothing was written");
            }
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new GostException(Category.INTERNAL, "write " + directory + ": " + e, e);
        }
    }

    /**
     * What builds the plugin, installs it and starts a gost that uses it.
     *
     * @return commands for a shell in the project's directory; the last one does not end by itself
     */
    public List<String> commands() {
        return List.of(
                "mvn verify",
                "cp target/gost-plugin-%s-1.0.0.jar %s/".formatted(name, installed("plugins")),
                filledIn(kind.server()));
    }

    /**
     * What sends bytes through the plugin, once it is in use.
     *
     * @return a command for a second shell
     */
    public String client() {
        return filledIn(kind.client());
    }

    /**
     * A path as a word of a command.
     *
     * @param path any path
     * @return quoted where a shell would read it otherwise
     */
    public static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Every file, relative to the project's directory, with its content. */
    Map<Path, String> files() {
        Map<Path, String> files = new LinkedHashMap<>();
        for (String template : kind.templates()) {
            files.put(place(template), filledIn(read(template)));
        }
        Set<String> own =
                files.keySet().stream()
                        .map(path -> path.getFileName().toString().replaceFirst("\\.java$", ""))
                        .collect(Collectors.toSet());
        files.values().forEach(content -> refuseClash(content, own));
        return files;
    }

    private void refuseClash(String content, Set<String> own) {
        Matcher imported = IMPORTED.matcher(content);
        while (imported.find()) {
            if (own.contains(imported.group(1))) {
                throw wrong(
                        "a plugin %s would have a class %s, which the SPI has, too; choose another name"
                                .formatted(name, imported.group(1)));
            }
        }
    }

    private Path place(String template) {
        String file = filledIn(template.substring(template.indexOf('/') + 1));
        if (file.equals("gitignore")) {
            return Path.of(".gitignore");
        }
        if (file.equals("LICENSE")) {
            return Path.of("src/main/resources/META-INF", file);
        }
        if (file.equals("module-info.java")) {
            return Path.of("src/main/java", file);
        }
        if (!file.endsWith(".java")) {
            return Path.of(file);
        }
        String side = file.endsWith("Test.java") ? "test" : "main";
        return Path.of("src", side, "java").resolve(packageName.replace('.', '/')).resolve(file);
    }

    /** All at once, so that a name in another name is left alone. */
    private String filledIn(String template) {
        return TOKEN.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group())));
    }

    private String value(String token) {
        return switch (token) {
            case "com.example.sample" -> packageName;
            case "Sample" -> className();
            case "sample" -> name;
            case "@group@" -> packageName.replaceFirst("\\.[^.]*$", "");
            case "@home@" -> xml(home.toString().replace('\\', '/'));
            case "@version@" -> spiVersion;
            case "@gost@" -> installed("bin/gost");
            case "@commands@" -> String.join("\n", commands());
            case "@client@" -> client();
            default -> token;
        };
    }

    private String installed(String path) {
        return quoted(home.resolve(path));
    }

    private String className() {
        return Stream.of(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String read(String template) {
        try (@Nullable InputStream in = PluginProject.class.getResourceAsStream(template)) {
            return new String(
                    Objects.requireNonNull(in, template).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static GostException wrong(String message) {
        return new GostException(Category.CONFIG, message);
    }
}
