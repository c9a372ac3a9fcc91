package io.gost.runtime.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The projects of all kinds compile; the distribution's tests build and run them. */
final class PluginProjectTest {
    private static final Path HOME = Path.of("/opt/a & b");
    private static final Path PARENT = Path.of("../pom.xml");
    private static final Path SAMPLES = Path.of("../gost-spi/samples");

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void compilesWithoutAWarning(ProjectKind kind) throws IOException {
        Path project = directory.resolve("project");
        project("my-proto", kind, "org.example.samples").write(project);

        StringWriter messages = new StringWriter();
        assertThat(compile(project, messages)).as(messages.toString()).isTrue();
        assertThat(messages.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"masked", "prefer", "tunnel"})
    void theSamplesCompileWithoutAWarning(String sample) throws IOException {
        StringWriter messages = new StringWriter();
        assertThat(compile(SAMPLES.resolve(sample), messages)).as(messages.toString()).isTrue();
        assertThat(messages.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"masked", "prefer", "tunnel"})
    void theSamplesHaveThePomAndTheLicenceThatAProjectGets(String sample) throws IOException {
        Path home = Path.of("${project.basedir}/../../..");
        Matcher version =
                Pattern.compile("<version>(.*)</version>").matcher(Files.readString(PARENT));
        assertThat(version.find()).isTrue();
        PluginProject project =
                new PluginProject(
                        sample,
                        ProjectKind.HANDLER,
                        "com.example." + sample,
                        home,
                        version.group(1));

        for (String file : List.of("pom.xml", "src/main/resources/META-INF/LICENSE")) {
            assertThat(SAMPLES.resolve(sample).resolve(file))
                    .hasContent(project.files().get(Path.of(file)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoNameOfTheTemplates(ProjectKind kind) {
        Map<Path, String> files = project("my-proto", kind, "org.example.it").files();

        files.forEach(
                (path, content) ->
                        assertThat(path + content)
                                .doesNotContainIgnoringCase("sample")
                                .doesNotContainPattern("@[a-z]+@"));
    }

    @ParameterizedTest
    @EnumSource
    void hasAShortPom(ProjectKind kind) {
        String pom =
                project("my-proto", kind, "org.example.samples").files().get(Path.of("pom.xml"));

        assertThat(pom.lines().count()).isLessThanOrEqualTo(60);
        assertThat(pom)
                .contains(
                        "<groupId>org.example</groupId>",
                        "<artifactId>gost-plugin-my-proto</artifactId>",
                        "<gost.home>/opt/a &amp; b</gost.home>",
                        "<gost.version>7.1</gost.version>");
    }

    @Test
    void putsEveryFileInItsPlace() {
        assertThat(project("my-proto", ProjectKind.HANDLER, "org.example.it").files().keySet())
                .map(Path::toString)
                .map(path -> path.replace(File.separatorChar, '/'))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        "README.md",
                        "pom.xml",
                        "src/main/java/module-info.java",
                        "src/main/java/org/example/it/MyProtoHandler.java",
                        "src/main/java/org/example/it/MyProtoHandlerProvider.java",
                        "src/main/java/org/example/it/MyProtoOptions.java",
                        "src/main/java/org/example/it/package-info.java",
                        "src/main/resources/META-INF/LICENSE",
                        "src/test/java/org/example/it/MyProtoHandlerTest.java");
    }

    /** Who tries something out has it where only this machine can reach it. */
    @ParameterizedTest
    @EnumSource
    void showsServicesOnTheLoopbackOnly(ProjectKind kind) {
        PluginProject project = project("my-proto", kind, "org.example.it");

        assertThat(project.commands().getLast())
                .startsWith("'/opt/a & b/bin/gost' -L")
                .doesNotContain("://:");
        assertThat(project.files().get(Path.of("README.md")))
                .contains(project.commands())
                .contains(project.client());
    }

    @Test
    void namesThatContainTheTemplatesNamesStayWhole() {
        Map<Path, String> files =
                project("resample", ProjectKind.STRATEGY, "sample.com.example.sample").files();

        assertThat(files.get(Path.of("src/main/java/module-info.java")))
                .contains("module sample.com.example.sample {")
                .contains("sample.com.example.sample.ResampleStrategyProvider; // \"resample\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "My", "1st", "a_b", "-a", "a-", "a--b", "../x", "a b", "é"})
    void refusesWhatIsNoName(String name) {
        expectRefusal("is no name for a plugin", name, "org.example.it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a.", "org.example.int", "Org.x", "a-b", "../x", "a/b"})
    void refusesWhatIsNoPackage(String packageName) {
        expectRefusal("is no name for a package", "proto", packageName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.mine", "io.gost", "io.gost.plugin.mine"})
    void refusesPackagesOfOthers(String packageName) {
        expectRefusal("belongs to others", "proto", packageName);
    }

    @ParameterizedTest
    @CsvSource({
        "blocking, HANDLER, BlockingHandler",
        "stream, TRANSPORT, StreamTransport",
        "selection, STRATEGY, SelectionStrategy"
    })
    void refusesNamesThatTheSpiHas(String name, ProjectKind kind, String clash) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> project(name, kind, "org.example.it").write(directory))
                .withMessageContaining("class " + clash);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void overwritesNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("mine"), "mine");

        for (Path taken : List.of(directory, file)) {
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    project("proto", ProjectKind.HANDLER, "org.example.it")
                                            .write(taken))
                    .withMessageContaining("is there already; nothing was written");
        }
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
        assertThat(file).hasContent("mine");
    }

    private static void expectRefusal(String message, String name, String packageName) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> project(name, ProjectKind.HANDLER, packageName))
                .withMessageContaining(message)
                .extracting(GostException::category)
                .isEqualTo(Category.CONFIG);
    }

    private static PluginProject project(String name, ProjectKind kind, String packageName) {
        return new PluginProject(name, kind, packageName, HOME, "7.1");
    }

    /** Main and test together, as a class path has them: the module is the packaged tests' part. */
    private boolean compile(Path project, StringWriter messages) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(project)) {
            sources =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("module-info.java"))
                            .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-Xlint:all,-classfile,-path",
                            "-proc:none",
                            "-cp",
                            Stream.of("java.class.path", "jdk.module.path")
                                    .map(System::getProperty)
                                    .filter(path -> path != null && !path.isEmpty())
                                    .collect(Collectors.joining(File.pathSeparator)),
                            "-d",
                            directory.resolve("classes").toString());
            return compiler.getTask(
                            messages,
                            manager,
                            null,
                            options,
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
    }
}
