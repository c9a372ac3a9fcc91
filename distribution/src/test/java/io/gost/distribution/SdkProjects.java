package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Projects of plugins as a stranger has them: outside the reactor, with nothing but the packaged
 * distribution and Maven.
 *
 * <p>Maven is called as a stranger calls it, by a plain {@code mvn verify}. A {@code .mvn} above
 * the projects, which stands for the stranger's settings, makes it run offline: what the projects
 * need besides the SDK is what our own build has needed just before. Its local repository shows all
 * of that, but is the test's own where our artifacts go.
 *
 * @param directory holds one directory for each project
 */
record SdkProjects(Path directory) {
    private static final int PATIENCE_SECONDS = 600;

    /** Makes a project with the packaged program. */
    Command.Result create(String name, String kind) throws IOException, InterruptedException {
        return Command.gost(
                        "plugins",
                        "create",
                        name,
                        "--kind",
                        kind,
                        "--directory",
                        directory.resolve(name).toString())
                .run();
    }

    /** Takes a sample out of the SDK, to where it finds the SDK's repository as it is used to. */
    Path copySample(String name) throws IOException {
        Path sdk = Files.createDirectories(directory.resolve("sdk/samples")).getParent();
        if (!Files.exists(sdk.resolve("io"))) {
            Files.createSymbolicLink(sdk.resolve("io"), home().resolve("sdk/io"));
        }
        Path samples = home().resolve("sdk/samples");
        try (Stream<Path> files = Files.walk(samples.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, sdk.resolve("samples", samples.relativize(file).toString()));
            }
        }
        return sdk.resolve("samples", name);
    }

    /** Runs {@code mvn verify} in all projects at once. */
    void build(List<Path> projects) throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("pom.xml"),
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                    <modelVersion>4.0.0</modelVersion>
                    <groupId>test</groupId>
                    <artifactId>all</artifactId>
                    <version>1</version>
                    <packaging>pom</packaging>
                    <modules>%s</modules>
                </project>
                """
                        .formatted(
                                projects.stream()
                                        .map(directory::relativize)
                                        .map(module -> "<module>" + module + "</module>")
                                        .collect(Collectors.joining())));
        settings(directory);
        Command.Result maven =
                Command.tool("sh", "-c", "cd '%s' && mvn verify".formatted(directory))
                        .environment(path())
                        .run(PATIENCE_SECONDS);
        assertThat(maven.status()).as(() -> problems(maven)).isZero();
    }

    /** Has Maven in this directory, and below, behave as said above. */
    static void settings(Path directory) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve(".mvn")).resolve("maven.config"),
                """
                -B
                -ntp
                -o
                -T2
                -Daether.offline.protocols=file
                -Dmaven.repo.local=%s
                """
                        .formatted(localRepository(directory)));
    }

    static Path jar(Path project) {
        return project.resolve("target/gost-plugin-" + project.getFileName() + "-1.0.0.jar");
    }

    static Path home() {
        return Programs.gost().getParent().getParent();
    }

    /** Where a shell finds the Maven that runs our build, or the system's, and all other tools. */
    static Map<String, String> path() {
        String own = System.getProperty("gost.maven");
        if (own == null) {
            Command.tool("mvn");
            return Map.of();
        }
        return Map.of("PATH", Path.of(own, "bin") + ":" + System.getenv("PATH"));
    }

    private static Path localRepository(Path directory) throws IOException {
        Path usual = Path.of(System.getProperty("gost.repository", ""));
        Assumptions.assumeTrue(
                Files.isDirectory(usual.resolve("org/apache/maven/plugins")),
                "no local repository of Maven");
        Path own = directory.resolve("repository");
        link(usual, own, "io");
        link(usual.resolve("io"), own.resolve("io"), "gost");
        return own;
    }

    private static void link(Path from, Path to, String not) throws IOException {
        Files.createDirectories(to);
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> all = Files.list(from)) {
            all.filter(entry -> !entry.endsWith(not)).forEach(entries::add);
        }
        for (Path entry : entries) {
            Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
    }

    private static String problems(Command.Result maven) {
        return maven.out()
                .lines()
                .filter(line -> line.contains("ERROR"))
                .limit(40)
                .collect(Collectors.joining("\n"));
    }
}
