package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Maven repository of the packaged {@code sdk/}, file by file. */
@Execution(ExecutionMode.CONCURRENT)
class SdkRepositoryIT {
    private static final Pattern DEPENDENCY =
            Pattern.compile("(?s)<dependency>.*?<artifactId>(.*?)</artifactId>(.*?)</dependency>");

    @Test
    void holdsTheSpiWithSourcesAndDocumentationAndTheKit() throws IOException {
        try (Stream<Path> files = Files.walk(SdkProjects.home().resolve("sdk/io"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".jar") || name.endsWith(".pom"))
                    .map(name -> name.replaceFirst("-\\d[^-]*(-SNAPSHOT)?", ""))
                    .containsExactlyInAnyOrder(
                            "gost-spi.jar",
                            "gost-spi.pom",
                            "gost-spi-sources.jar",
                            "gost-spi-javadoc.jar",
                            "gost-spi-testkit.jar",
                            "gost-spi-testkit.pom",
                            "gost-spi-testkit-sources.jar");
        }
    }

    @Test
    void everyFileHasItsChecksum() throws Exception {
        try (Stream<Path> files = Files.walk(SdkProjects.home().resolve("sdk/io"))) {
            List<Path> content =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".sha1"))
                            .toList();
            assertThat(content).isNotEmpty();
            for (Path file : content) {
                byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
                assertThat(file.resolveSibling(file.getFileName() + ".sha1"))
                        .hasContent(HexFormat.of().formatHex(sum));
            }
        }
    }

    /** A package in two modules would not resolve. */
    @Test
    void theKitIsAModuleBesideTheSpi() throws IOException {
        ModuleFinder finder =
                ModuleFinder.of(
                        jar("gost-spi"),
                        jar("gost-spi-testkit"),
                        SdkProjects.home().resolveSibling("modules"));
        Configuration both =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(
                                finder,
                                ModuleFinder.of(),
                                Set.of("io.gost.spi", "io.gost.spi.testkit"));
        assertThat(both.findModule("io.gost.spi")).isPresent();
        assertThat(packages(finder, "io.gost.spi.testkit"))
                .contains("io.gost.spi.testkit")
                .doesNotContainAnyElementsOf(packages(finder, "io.gost.spi"));
    }

    @Test
    void thePomsAskForWhatTheModuleAsksFor() throws IOException {
        String own = Files.readString(Path.of("../gost-spi/pom.xml"));
        String published = Files.readString(pom("gost-spi"));
        assertThat(dependencies(published)).isEqualTo(dependencies(own));
        for (String artifact : List.of("gost-spi", "gost-spi-testkit")) {
            assertThat(pom(artifact)).content().doesNotContain("${", "<parent>");
        }
    }

    private static Set<String> dependencies(String pom) {
        return DEPENDENCY
                .matcher(pom)
                .results()
                .filter(found -> !found.group(2).contains("<scope>test"))
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packages(ModuleFinder finder, String module) {
        ModuleReference reference = finder.find(module).orElseThrow();
        return reference.descriptor().packages();
    }

    private static Path directory(String artifact) throws IOException {
        try (Stream<Path> versions =
                Files.list(SdkProjects.home().resolve("sdk/io/gost").resolve(artifact))) {
            return versions.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static Path jar(String artifact) throws IOException {
        Path directory = directory(artifact);
        return directory.resolve(artifact + "-" + directory.getFileName() + ".jar");
    }

    private static Path pom(String artifact) throws IOException {
        Path directory = directory(artifact);
        return directory.resolve(artifact + "-" + directory.getFileName() + ".pom");
    }
}
