package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Projects of plugins as a stranger has them: outside the reactor, with nothing but the packaged
 * distribution and Maven.
 *
 * <p>Maven runs offline: what the projects need besides the SDK is what our own build has needed
 * just before. Its local repository shows all of that, but is the test's own where our artifacts
 * go.
 *
 * @param directory holds one directory for each project
 */
record SdkProjects(Path directory) {
    private static final int PATIENCE_SECONDS = 240;

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

    /** Takes a sample out of the SDK. */
    void copySample(String name) throws IOException {
        Path samples = home().resolve("sdk/samples");
        try (Stream<Path> files = Files.walk(samples.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(samples.relativize(file).toString()));
            }
        }
    }

    /** Runs {@code mvn verify} in all projects at once. */
    void build(List<String> names) throws IOException, InterruptedException {
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
                                names.stream()
                                        .map(name -> "<module>" + name + "</module>")
                                        .collect(Collectors.joining())));
        Path log = directory.resolve("maven.log");
        Process maven =
                new ProcessBuilder(
                                maven(),
                                "-B",
                                "-ntp",
                                "-o",
                                "-T2",
                                "-Daether.offline.protocols=file",
                                "-Dmaven.repo.local=" + localRepository(),
                                "-Dgost.home=" + home(),
                                "verify")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(maven.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("Maven ends").isTrue();
            assertThat(maven.exitValue()).as(() -> problems(log)).isZero();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
    }

    Path jar(String name) {
        return directory.resolve(name + "/target/gost-plugin-" + name + "-1.0.0.jar");
    }

    static Path home() {
        return Programs.gost().getParent().getParent();
    }

    private static String maven() {
        Path own = Path.of(System.getProperty("gost.maven", ""), "bin", "mvn");
        return Files.isExecutable(own) ? own.toString() : Command.tool("mvn").words().getFirst();
    }

    private Path localRepository() throws IOException {
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

    private static String problems(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ERROR"))
                    .limit(40)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
