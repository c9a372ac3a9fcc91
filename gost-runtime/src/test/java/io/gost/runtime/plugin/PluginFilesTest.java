package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that are no plugins: each has its one line, and the good jar beside it works. */
final class PluginFilesTest {
    private static final String NO_DESCRIPTOR =
            ": has no module-info.class; wanted a module that names its providers in"
                    + " module-info.java; add a module-info.java and rebuild it";

    @TempDir Path plugins;

    @BeforeEach
    void aGoodPlugin() {
        TestModule.handler("com.acme.good", "good").jar(plugins, "good.jar");
    }

    @AfterEach
    void worksAllTheSame() {
        assertThat(Plugins.load(List.of(plugins)).handlers().types()).containsExactly("good");
    }

    @Test
    void aTextFile() {
        Path file = text("notes.jar", "not found\n");

        assertThat(lines())
                .containsExactly(
                        file
                                + ": is no jar: zip END header not found; wanted a complete zip"
                                + " file; copy it again");
    }

    @Test
    void anEmptyFile() {
        Path file = text("empty.jar", "");

        assertThat(lines())
                .containsExactly(
                        file
                                + ": is no jar: zip file is empty; wanted a complete zip file; copy"
                                + " it again");
    }

    @Test
    void aJarCutShort() throws IOException {
        Path file = TestModule.handler("com.acme.cut", "cut").jar(plugins, "cut.jar");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(lines()).singleElement().asString().startsWith(file + ": is no jar: ");
    }

    @Test
    void aJarWithADamagedDescriptor() throws IOException {
        Path file = zip("damaged.jar", "module-info.class", "no class at all");

        assertThat(lines())
                .containsExactly(
                        file
                                + ": has a module-info.class that is no class file; wanted what"
                                + " javac makes of module-info.java; have its author rebuild it");
    }

    @Test
    void aJarWhoseDescriptorIsCutShort() throws IOException {
        Path exploded = TestModule.handler("com.acme.cut", "cut").exploded(plugins.resolve("x"));
        byte[] whole = Files.readAllBytes(exploded.resolve("module-info.class"));
        Files.write(exploded.resolve("module-info.class"), Arrays.copyOf(whole, 60));

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(exploded + ": has no usable module descriptor: ")
                .endsWith("; wanted a modular jar; have its author rebuild it");
    }

    @Test
    void aJarWithoutEntries() throws IOException {
        Path file = zip("hollow.jar", "META-INF/", "");

        assertThat(lines()).containsExactly(file + NO_DESCRIPTOR);
    }

    @Test
    void aJarThatWouldBeAnAutomaticModule() throws IOException {
        Path file =
                zip(
                        "automatic.jar",
                        "META-INF/services/io.gost.spi.HandlerProvider",
                        "com.acme.Provider");

        assertThat(lines()).containsExactly(file + NO_DESCRIPTOR);
    }

    @Test
    void classesOutsideAnyPackage() {
        Path file =
                TestModule.handler("com.acme.flat", "flat").holds("Flat").jar(plugins, "flat.jar");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(file + ": has no usable module descriptor: Flat.class found in top");
    }

    @Test
    void aNewerJava() {
        Path file =
                TestModule.handler("com.acme.newer", "newer").newerBy(1).jar(plugins, "newer.jar");
        int ours = Runtime.version().feature();

        assertThat(lines())
                .containsExactly(
                        "%s: is built for Java %d; wanted Java %d or older; install a build for this Java, or upgrade gost"
                                .formatted(file, ours + 1, ours));
    }

    @Test
    void anEndingInCapitals() {
        Path file = TestModule.handler("com.acme.loud", "loud").jar(plugins, "LOUD.JAR");

        assertThat(lines())
                .containsExactly(
                        file
                                + ": has its ending in capitals; wanted a name that ends in .jar;"
                                + " rename it");
    }

    @Test
    void aDirectoryNamedLikeAJar() throws IOException {
        Path file = Files.createDirectory(plugins.resolve("folder.jar"));

        assertThat(lines())
                .containsExactly(
                        file
                                + ": is a directory without jars and without module-info.class;"
                                + " wanted a jar, a directory of jars or an exploded module; remove"
                                + " it from the plugins directory");
    }

    @Test
    void aLinkToItself() throws IOException {
        Path link = plugins.resolve("loop.jar");
        Files.createSymbolicLink(link, link);

        assertThat(lines())
                .containsExactly(
                        link
                                + ": is neither a file nor a directory, or a link that leads"
                                + " nowhere; wanted a jar or a directory of jars; remove or replace"
                                + " it");
    }

    @Test
    void aLinkBackToThePluginsDirectory() throws IOException {
        Path link = Files.createSymbolicLink(plugins.resolve("again"), plugins);

        assertThat(lines())
                .containsExactly(
                        link
                                + ": is a link back to a directory it lies in; wanted a jar or a"
                                + " directory of jars; remove it");
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path file = TestModule.handler("com.acme.secret", "secret").jar(plugins, "secret.jar");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        boolean mayReadAnything = Files.isReadable(file);
        if (mayReadAnything) {
            Files.delete(file);
        }
        assumeFalse(mayReadAnything, "root may read everything");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(file + ": cannot be read: ")
                .endsWith("; mend its rights");
    }

    @Test
    void aModuleThatProvidesNothing() {
        Path file =
                TestModule.named("com.acme.idle").holds("com.acme.idle.X").jar(plugins, "idle.jar");

        assertThat(Plugins.load(List.of(plugins)).problems())
                .containsExactly(
                        PluginProblem.warning(
                                file,
                                "com.acme.idle",
                                "provides nothing and exports nothing",
                                "provides io.gost.spi.… with … in module-info.java",
                                "remove it from the plugins directory"));
    }

    @Test
    void aDirectoryOfLibrariesOnly() {
        Path folder = plugins.resolve("libraries");
        TestModule.named("a").exports("a").jar(folder, "a.jar");
        TestModule.named("b").exports("b").jar(folder, "b.jar");

        assertThat(lines())
                .containsExactly(
                        folder
                                + ": none of its jars provides anything; wanted one jar that does,"
                                + " or is named gost-plugin-….jar; put plugins, not libraries, into"
                                + " it");
    }

    @Test
    void aBrokenJarInADirectoryIsNamedToo() {
        Path folder = plugins.resolve("gost-plugin-x");
        TestModule.handler("x", "x").jar(folder, "gost-plugin-x.jar");
        TestModule.write(folder.resolve("lib.jar"), "x".getBytes(UTF_8));

        assertThat(lines()).singleElement().asString().startsWith(folder + ": lib.jar is no jar: ");
    }

    @Test
    void aLibraryWithoutDescriptorInADirectory() throws IOException {
        Path folder = plugins.resolve("gost-plugin-x");
        TestModule.handler("x", "x").jar(folder, "gost-plugin-x.jar");
        zip("gost-plugin-x/lib.jar", "com/acme/Lib.class", "");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(folder + ": lib.jar has no module-info.class; ");
    }

    @Test
    void aDirectoryOfJarsMayBeNamedItself(@TempDir Path elsewhere) {
        Path folder = elsewhere.resolve("gost-plugin-x");
        TestModule.handler("x", "x").jar(folder, "gost-plugin-x.jar");

        assertThat(Plugins.load(List.of(folder)).loaded())
                .singleElement()
                .extracting(LoadedPlugin::file)
                .isEqualTo(folder);
    }

    @Test
    void otherFilesAreNobodysBusiness() {
        text("README.md", "plugins go here");
        text("good.jar.sha256", "0");
        text("._good.jar", "left by a Mac");

        assertThat(lines()).isEmpty();
    }

    @Test
    void aDirectoryThatDoesNotExist() {
        Path missing = plugins.resolve("missing");

        assertThat(lines(missing))
                .containsExactly(
                        missing
                                + ": does not exist; wanted a directory of plugins; create it, or"
                                + " name another with --plugins");
    }

    @Test
    void anEmptyDirectory() throws IOException {
        Path empty = Files.createDirectory(plugins.resolveSibling("empty" + System.nanoTime()));

        assertThat(lines(empty))
                .containsExactly(
                        empty
                                + ": holds no plugin; wanted files like gost-plugin-socks5-1.0.jar;"
                                + " name another directory with --plugins");
    }

    @Test
    void aFileInPlaceOfADirectory() {
        Path file = text("gost.yml", "services: []");

        assertThat(lines(file))
                .containsExactly(
                        file
                                + ": is a file; wanted a directory of plugins; name the directory"
                                + " with --plugins");
    }

    @Test
    void theSameDirectoryTwiceCountsOnce() throws IOException {
        Path link =
                Files.createSymbolicLink(plugins.resolveSibling("l" + System.nanoTime()), plugins);

        Plugins loaded =
                Plugins.load(
                        List.of(plugins, plugins.resolve("../" + plugins.getFileName()), link));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.loaded()).hasSize(1);
    }

    @Test
    void oneJarUnderTwoNamesCountsOnce() throws IOException {
        Files.createSymbolicLink(plugins.resolve("alias.jar"), plugins.resolve("good.jar"));

        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return lines(plugins);
    }

    private static List<String> lines(Path directory) {
        return Plugins.load(List.of(directory)).problems().stream()
                .map(PluginProblem::line)
                .toList();
    }

    private Path text(String name, String content) {
        Path file = plugins.resolve(name);
        TestModule.write(file, content.getBytes(UTF_8));
        return file;
    }

    private Path zip(String name, String entry, String content) throws IOException {
        Path file = plugins.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(UTF_8));
            zip.closeEntry();
        }
        return file;
    }
}
