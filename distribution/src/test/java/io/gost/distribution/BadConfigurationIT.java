package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What cannot work is refused at once: one line that names it, no stack trace, and the right exit
 * code.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadConfigurationIT {

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    private static void assertRefused(Result result, int status, String... words) {
        assertThat(result.status()).as("exit code after %s", result.err()).isEqualTo(status);
        assertThat(result.err().lines()).as("one line").hasSize(1).noneMatch(Programs::isTrace);
        assertThat(result.err()).contains(words);
    }

    @SuppressWarnings("unused") // a field source
    static final List<Arguments> COMMAND_LINES =
            List.of(
                    Arguments.of(List.of("-L", "http://127.0.0.1:99999"), List.of("99999")),
                    Arguments.of(
                            List.of("-L", "http://127.0.0.1:0", "-F", "socks5://127.0.0.1:x"),
                            List.of("127.0.0.1:x")),
                    Arguments.of(List.of("-L"), List.of("-L")),
                    Arguments.of(List.of("-C", "no-such-file.yml"), List.of("no-such-file.yml")));

    @ParameterizedTest
    @FieldSource("COMMAND_LINES")
    void wrongCommandLineIsRefused(List<String> arguments, List<String> words) throws Exception {
        Result result = Command.gost(arguments.toArray(String[]::new)).run();
        assertRefused(result, WRONG, words.toArray(String[]::new));
    }

    @SuppressWarnings("unused") // a field source
    static final List<Arguments> FILES =
            List.of(
                    Arguments.of("services: [\n", List.of("gost.yml:")),
                    Arguments.of(
                            """
                            services:
                              - name: a
                                addr: 127.0.0.1:0
                                handler: {type: htpp}
                                listener: {type: tcp}
                            """,
                            List.of("gost.yml:4:", "services[0].handler.type", "htpp", "\"http\"")),
                    Arguments.of(
                            """
                            services:
                              - name: a
                                addr: 127.0.0.1:0
                                handler: {type: http, chain: nowhere}
                                listener: {type: tcp}
                            """,
                            List.of("gost.yml:4:", "services[0].handler.chain", "nowhere")),
                    Arguments.of(
                            """
                            services:
                              - name: a
                                addr: 127.0.0.1:0
                                handler: {type: http, metadata: {readTimeout: soon}}
                                listener: {type: tcp}
                            """,
                            List.of("services[0].handler.metadata.readTimeout", "soon")));

    @ParameterizedTest
    @FieldSource("FILES")
    void wrongFileIsRefusedWithTheLine(String content, List<String> words) throws Exception {
        Path file = Files.writeString(directory.resolve("gost.yml"), content);
        assertRefused(
                Command.gost("-C", file.toString()).run(), WRONG, words.toArray(String[]::new));
    }

    @Test
    void portInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertRefused(Command.gost("-L", "http://" + address).run(), FAILED, address, "in use");
        }
    }

    /** As in GOST, a scheme that is no type is read as the default one. */
    @ParameterizedTest
    @ValueSource(strings = {"htpp://127.0.0.1:0", "http+tpc://127.0.0.1:0"})
    void schemeThatIsNoTypeIsReported(String url) throws Exception {
        Gost gost = programs.start("-L", url);
        gost.address("service-0");
        assertThat(gost.output())
                .anyMatch(line -> line.contains(url) && line.contains("is no type"));
    }

    @Test
    void pluginsDirectoryThatDoesNotExistIsNamed() throws Exception {
        Path missing = directory.resolve("plug-ins");
        Result result =
                Command.gost("--plugins", missing.toString(), "-L", "http://127.0.0.1:0").run();
        assertThat(result.status()).isEqualTo(WRONG);
        assertThat(result.err().lines())
                .noneMatch(Programs::isTrace)
                .anyMatch(line -> line.contains(missing + ": does not exist"));
    }

    @Test
    void typeWhosePluginIsLeftOutNamesTheJar() throws Exception {
        Path plugins = Plugins.copy(directory, "tcp", "http");
        Result result =
                Command.gost("--plugins", plugins.toString(), "-L", "socks5://127.0.0.1:0").run();
        assertRefused(result, WRONG, "socks5", "gost-plugin-socks5", plugins.toString());
    }

    @Test
    void pluginThatIsThereTwiceNamesBothJars() throws Exception {
        Path plugins = Plugins.copy(directory, "tcp", "socks4");
        String first = Plugins.find("socks4").getFileName().toString();
        String second = "z-" + first;
        Files.copy(plugins.resolve(first), plugins.resolve(second));
        Gost gost = programs.start("--plugins", plugins.toString(), "-L", "socks4://127.0.0.1:0");
        gost.address("service-0");
        assertThat(gost.output())
                .filteredOn(line -> line.contains(second))
                .hasSize(1)
                .allMatch(line -> line.contains("/" + first));
    }

    static Stream<Arguments> brokenJars() {
        Broken corrupt = file -> Files.writeString(file, "no jar at all");
        Broken withoutDescriptor =
                file -> {
                    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
                        out.putNextEntry(new JarEntry("a/A.class"));
                    }
                };
        Broken truncated =
                file -> {
                    byte[] whole = Files.readAllBytes(Plugins.find("socks4"));
                    try (OutputStream out = Files.newOutputStream(file)) {
                        out.write(whole, 0, whole.length / 2);
                    }
                };
        return Stream.of(
                Arguments.of("corrupt", corrupt),
                Arguments.of("without descriptor", withoutDescriptor),
                Arguments.of("truncated", truncated));
    }

    /** Makes a plugin that cannot be loaded. */
    @FunctionalInterface
    interface Broken {
        void write(Path file) throws IOException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenJars")
    void brokenJarStopsOnlyItself(String name, Broken broken) throws Exception {
        Path plugins = Plugins.copy(directory, "tcp", "http");
        broken.write(plugins.resolve("broken.jar"));
        Gost gost = programs.start("--plugins", plugins.toString(), "-L", "http://127.0.0.1:0");
        gost.address("service-0");
        assertThat(gost.output()).filteredOn(line -> line.contains("broken.jar")).hasSize(1);
    }
}
