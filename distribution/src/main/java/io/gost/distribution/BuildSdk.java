package io.gost.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Lays out {@code sdk/}: a Maven repository in files that holds what a plugin is written against,
 * the guide, and the samples that it walks through.
 *
 * <p>Arguments are {@code name=value}: {@code version}; {@code spi}, the module's directory, built;
 * {@code poms}, the directory of self-contained poms; {@code modules}, what the SPI requires, by
 * path separator; {@code work}, for documentation on its way; {@code output}; {@code time}, which
 * every file gets.
 */
final class BuildSdk {
    private static final String KIT = "gost-spi-testkit";
    private static final String SPI = "gost-spi";

    private final Map<String, String> arguments;
    private final String version;
    private final Instant time;
    private final Path spi;
    private final Path output;

    private BuildSdk(Map<String, String> arguments) {
        this.arguments = arguments;
        version = argument("version");
        time = Instant.parse(argument("time"));
        spi = Path.of(argument("spi"));
        output = Path.of(argument("output"));
    }

    public static void main(String[] args) throws IOException {
        new BuildSdk(
                        Stream.of(args)
                                .map(arg -> arg.split("=", 2))
                                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
                .run();
    }

    private String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("argument " + name + "= is missing");
        }
        return value;
    }

    private void run() throws IOException {
        Path built = spi.resolve("target");
        Path sources = spi.resolve("src/main/java");
        copy(built.resolve("gost-spi-" + version + ".jar"), artifact(SPI, ".jar"));
        archive(sources, _ -> true, artifact(SPI, "-sources.jar"));
        archive(documentation(sources), _ -> true, artifact(SPI, "-javadoc.jar"));
        copy(built.resolve("gost-spi-" + version + "-tests.jar"), artifact(KIT, ".jar"));
        archive(spi.resolve("src/test/java"), BuildSdk::isKit, artifact(KIT, "-sources.jar"));
        for (String artifact : List.of(SPI, KIT)) {
            copy(Path.of(argument("poms"), artifact + ".pom"), artifact(artifact, ".pom"));
            Files.writeString(directory(artifact).resolve("maven-metadata.xml"), listing(artifact));
        }
        addChecksums();
        copy(spi.resolve("README.md"), output.resolve("README.md"));
        for (Path sample : files(spi.resolve("samples"))) {
            if (!spi.relativize(sample).toString().contains("target")) {
                copy(sample, output.resolve(spi.relativize(sample)));
            }
        }
        setTimes();
    }

    /** The kit and its examples; its own tests, and the plugins that fail them, stay at home. */
    private static boolean isKit(String name) {
        return name.matches("io/gost/spi/(testkit|example)/.*")
                && !name.matches(".*Test\\.java|.*/Flawed[^/]*");
    }

    private Path directory(String artifact) {
        return output.resolve("io/gost").resolve(artifact);
    }

    private Path artifact(String artifact, String suffix) {
        return directory(artifact).resolve(version).resolve(artifact + "-" + version + suffix);
    }

    private String listing(String artifact) {
        String updated =
                DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(time);
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <metadata>
            <groupId>io.gost</groupId>
            <artifactId>%s</artifactId>
            <versioning>
                <versions>
                    <version>%s</version>
                </versions>
                <lastUpdated>%s</lastUpdated>
            </versioning>
        </metadata>
        """
                .formatted(artifact, version, updated);
    }

    private Path documentation(Path sources) throws IOException {
        Path directory = Path.of(argument("work"));
        BuildImage.deleteTree(directory);
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-locale",
                                "en",
                                "-quiet",
                                "--no-fonts",
                                "-notimestamp",
                                "-Xdoclint:none", // the compiler has looked
                                "-encoding",
                                "UTF-8",
                                "--module-path",
                                argument("modules"),
                                "-windowtitle",
                                "gost-spi " + version,
                                "-d",
                                directory.toString()));
        files(sources).stream().map(Path::toString).forEach(options::add);
        int status =
                ToolProvider.findFirst("javadoc")
                        .orElseThrow(() -> new IllegalStateException("this JDK has no javadoc"))
                        .run(System.out, System.err, options.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("javadoc ended with " + status);
        }
        return directory;
    }

    private void archive(Path root, Predicate<String> wanted, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files(root)) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setTimeLocal(local);
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    private void addChecksums() throws IOException {
        for (Path file : files(output)) {
            String sum = HexFormat.of().formatHex(sha1().digest(Files.readAllBytes(file)));
            Files.write(
                    file.resolveSibling(file.getFileName() + ".sha1"),
                    sum.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What Maven verifies; not a protection. */
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    /** In an order that is the same everywhere. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void setTimes() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }
}
