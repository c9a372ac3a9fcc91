package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.trim.TrimReport.Item;
import io.gost.spi.GostException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of a distribution go where; a script stands for the program. */
final class CuttingTest {
    private static final String BORINGSSL = "netty-tcnative-boringssl-static-2.0.1-linux-x86_64";

    @TempDir Path directory;

    private Path home;
    private Path output;

    @BeforeEach
    void makeADistribution() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        output = directory.resolve("output");
        write("LICENSE");
        write("conf/gost.yml");
        write("legal/THIRD-PARTY.txt");
        write("legal/" + BORINGSSL + "/LICENSE");
        write("legal/gost-plugin-a-1.0/LICENSE");
        write("legal/gost-plugin-b-1.0/LICENSE");
        write("lib/gost.aot");
        write("lib/jvm.options");
        write("lib/native/libnetty_tcnative_linux_x86_64.so");
        write("lib/native/libnetty_transport.so");
        write("plugins/gost-plugin-a-1.0.jar");
        write("plugins/gost-plugin-b-1.0.jar");
        write("plugins/plugins.index");
        write("runtime/lib/modules");
        write("runtime/legal/java.base/LICENSE");
        Files.createSymbolicLink(home.resolve("runtime/legal/more"), Path.of("java.base"));
        Files.createDirectories(home.resolve("bin"));
        TrimmedDistributionTest.program(home.resolve("bin/gost"), "exit 0");
    }

    @Test
    void whatAConfigurationDoesNotNeedStaysBehindAndIsReported() throws IOException {
        TrimReport report = cut();

        assertThat(files(output))
                .containsExactlyInAnyOrder(
                        "LICENSE",
                        "bin/gost",
                        "legal/THIRD-PARTY.txt",
                        "legal/gost-plugin-a-1.0/LICENSE",
                        "lib/jvm.options",
                        "lib/native/libnetty_transport.so",
                        "plugins/gost-plugin-a-1.0.jar",
                        "runtime/legal/java.base/LICENSE",
                        "runtime/legal/more",
                        "runtime/lib/modules");
        assertThat(output.resolve("runtime/legal/more")).isSymbolicLink();
        assertThat(report.dropped())
                .extracting(Item::name)
                .containsExactly(
                        "lib/native/libnetty_tcnative_linux_x86_64.so",
                        "plugins/gost-plugin-b-1.0.jar",
                        "conf",
                        "legal, in part");
    }

    @Test
    void theNativeLibraryForTlsStaysWhereItIsUsed() throws IOException {
        TrimmedDistribution.make(order(output, true, List.of(plugin("gost-plugin-a-1.0.jar"))));

        assertThat(files(output))
                .contains(
                        "lib/native/libnetty_tcnative_linux_x86_64.so",
                        "legal/" + BORINGSSL + "/LICENSE");
    }

    @Test
    void whatAUserKeepsInTheDistributionIsNotForOthers() throws IOException {
        write("gost.yml");
        write("bin/notes");
        write("lib/keys/key.pem");
        write("my-proto/pom.xml");
        output = home.resolve("trimmed");

        TrimReport report = cut();

        assertThat(files(output))
                .noneMatch(name -> name.matches(".*(yml|notes|keys|my-proto|trimmed).*"));
        assertThat(report.dropped()).noneMatch(item -> item.name().contains("trimmed"));
    }

    @Test
    void anOutputInsideWhatIsCutIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), home);
        for (String inside : List.of("plugins/x", "lib", "runtime/lib/x/y")) {
            output = link.resolve(inside);

            assertThatThrownBy(this::cut)
                    .isInstanceOf(GostException.class)
                    .hasMessageMatching(".*/(plugins/x|lib|runtime/lib/x/y) is .*");
        }
        assertThat(files(home)).noneMatch(name -> name.contains("/x"));
    }

    @Test
    void aPluginBehindASymbolicLinkIsCopiedWithAllItPointsTo() throws IOException {
        Path real = Files.createDirectories(directory.resolve("real"));
        Files.writeString(real.resolve("a.jar"), "a");
        Path library = Files.writeString(directory.resolve("library"), "b");
        Files.createSymbolicLink(real.resolve("b.jar"), library);
        Files.createSymbolicLink(real.resolve("self"), real);
        Path plugin = Files.createSymbolicLink(plugin("gost-plugin-c-1.0"), real);

        TrimReport report = TrimmedDistribution.make(order(output, false, List.of(plugin)));

        Path copy = output.resolve("plugins/gost-plugin-c-1.0");
        assertThat(files(copy)).containsExactlyInAnyOrder("a.jar", "b.jar");
        assertThat(copy.resolve("b.jar")).hasContent("b");
        assertThat(Files.isSymbolicLink(copy) || Files.isSymbolicLink(copy.resolve("b.jar")))
                .isFalse();
        assertThat(report.kept()).extracting(Item::name).contains("plugins/gost-plugin-c-1.0");
        assertThat(report.dropped())
                .extracting(Item::name)
                .doesNotContain("plugins/gost-plugin-c-1.0");
    }

    @Test
    void whatCannotBeFinishedLeavesNothingAndCanBeTriedAgain() throws IOException {
        TrimmedDistributionTest.program(home.resolve("bin/gost"), "echo broken; exit 3");

        assertThatThrownBy(this::cut).hasMessageContaining("ended with 3: broken");
        assertThat(output).doesNotExist();

        Files.createDirectories(output.resolve(".unfinished/of/a/run/that/was/killed"));
        assertThatThrownBy(this::cut).hasMessageContaining("ended with 3: broken");
        assertThat(output).isEmptyDirectory();

        TrimmedDistributionTest.program(home.resolve("bin/gost"), "exit 0");
        cut();
        assertThat(files(output)).contains("bin/gost").noneMatch(name -> name.contains("killed"));
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        Files.writeString(output, "precious");

        assertThatThrownBy(this::cut)
                .hasMessage(output + " is there already and no directory; name a new one");
        assertThat(output).hasContent("precious");
    }

    @Test
    void theRehearsalHearsNothingOfTheSettingsOfWhoeverPackages() {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "GOST_API", ":80",
                                "GOST_JAVA_OPTS", "-Xint",
                                "JDK_JAVA_OPTIONS", "-Xint",
                                "PATH", "/bin"));

        Tool.forget(environment);

        assertThat(environment).containsOnlyKeys("PATH");
    }

    @Test
    void whyARehearsalMadeNoCacheIsSaidInTheProgramsWords() throws IOException {
        TrimmedDistributionTest.program(
                home.resolve("bin/gost"), "[ $1 = plugins ] || echo cannot listen");

        assertThat(cut().remarks())
                .containsExactly("no AOT cache, starts are slower: cannot listen");
    }

    private TrimReport cut() {
        return TrimmedDistribution.make(
                order(output, false, List.of(plugin("gost-plugin-a-1.0.jar"))));
    }

    private TrimOrder order(Path to, boolean tls, List<Path> plugins) {
        return new TrimOrder(
                home,
                to,
                plugins,
                Set.of(),
                tls,
                RehearsalConfigTest.read("services: []"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Path plugin(String name) {
        return home.resolve("plugins").resolve(name);
    }

    private void write(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, name);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
