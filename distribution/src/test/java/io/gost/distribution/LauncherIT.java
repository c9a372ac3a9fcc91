package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code bin/gost} works wherever it is put and however it is called. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final List<String> SERVE = List.of("-L", "http://127.0.0.1:0");

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    private static Path home() {
        return Programs.gost().getParent().getParent();
    }

    /** A copy of the distribution; answers its program. */
    private Path installIn(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(home().relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(
                            file,
                            target,
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return copy.resolve("bin/gost");
    }

    private static void assertServes(Gost gost) throws IOException {
        byte[] ping = {1, 2, 3};
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.HTTP.open(gost.address("service-0"), target.address())) {
            assertThat(Exchange.echo(tunnel, ping)).isEqualTo(ping);
        }
    }

    private void assertServes(Path program, Map<String, String> environment) throws IOException {
        assertServes(programs.start(program, SERVE, environment));
    }

    @Test
    void pathMayHaveBlanksAndAnyLetterWhateverTheLocale() throws Exception {
        Path program = installIn(directory.resolve("Zwölf  Boxkämpfer 日本"));
        for (String locale : List.of("C", "C.UTF-8", "")) {
            assertServes(program, Map.of("LC_ALL", locale, "LANG", locale));
        }
    }

    @Test
    void programMayBeALinkToALink() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("else where/bin"));
        Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), Programs.gost());
        Path relative =
                Files.createSymbolicLink(
                        elsewhere.resolve("gost"),
                        Path.of("../..", absolute.getFileName().toString()));
        assertServes(relative, Map.of());
    }

    @Test
    void programIsFoundOnThePathFromAnyDirectory() throws Exception {
        Result result =
                Command.of(
                                "sh",
                                "-c",
                                "cd / && PATH=\"$0:$PATH\" && gost -V",
                                Programs.gost().getParent().toString())
                        .run();
        assertThat(result).isEqualTo(new Result(0, Command.gost("-V").run().out(), ""));
        Result relative =
                Command.of(
                                "sh",
                                "-c",
                                "cd \"$0\" && sh gost -V",
                                Programs.gost().getParent().toString())
                        .run();
        assertThat(relative).isEqualTo(result);
    }

    @Test
    void nothingOfTheSystemIsNeededNotEvenAPath() throws Exception {
        assertServes(
                Programs.gost(),
                Map.of(
                        "PATH",
                        directory.toString(),
                        "JAVA_HOME",
                        directory.toString(),
                        "CLASSPATH",
                        "x"));
    }

    @Test
    void anybodyRunsAnInstallationThatNobodyMayWriteTo() throws Exception {
        Path program = installIn(directory.resolve("gost"));
        Command.of("chmod", "-R", "a-w,a+rX", directory.toString()).run();
        try {
            if (System.getProperty("user.name")
                    .equals("root")) { // who may write whatever the modes say
                Path setpriv = Path.of("/usr/bin/setpriv");
                assumeTrue(Files.exists(setpriv), "setpriv is not installed");
                String user = "65534";
                List<String> command =
                        List.of(
                                "--reuid",
                                user,
                                "--regid",
                                user,
                                "--clear-groups",
                                program.toString());
                assertServes(
                        programs.start(
                                setpriv,
                                Stream.concat(command.stream(), SERVE.stream()).toList(),
                                Map.of()));
            } else {
                assertServes(program, Map.of());
            }
        } finally {
            Command.of("chmod", "-R", "u+w", directory.toString()).run();
        }
    }

    @Test
    void nothingIsWrittenToTheTemporaryDirectory() throws Exception {
        Gost gost =
                programs.start(
                        Programs.gost(),
                        SERVE,
                        Map.of(
                                "TMPDIR",
                                directory.toString(),
                                "GOST_JAVA_OPTS",
                                "-Djava.io.tmpdir=" + directory));
        assertServes(gost);
        assertThat(directory).isEmptyDirectory();
        assertThat(
                        Path.of(
                                "/tmp/hsperfdata_" + System.getProperty("user.name"),
                                String.valueOf(gost.pid())))
                .doesNotExist();
    }

    @Test
    void nativeTransportIsTheFileOfTheDistribution() throws Exception {
        Gost gost = programs.start(Programs.gost(), SERVE, Map.of());
        assertServes(gost);
        assertThat(Proc.maps(gost))
                .contains(home().resolve("lib/native/libnetty_transport_native_epoll_").toString());
    }

    @Test
    void aotCacheIsAccepted() throws Exception {
        // other than by default, the JVM ends when it cannot use the cache
        assertServes(Programs.gost(), Map.of("GOST_JAVA_OPTS", "-XX:AOTMode=on"));
    }

    @Test
    void optionsForTheJvmAreAdded() throws Exception {
        Result result =
                Command.gost("-V").environment(Map.of("GOST_JAVA_OPTS", "-Da=* -version")).run();
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("64-Bit Server VM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalEndsTheProgramCleanly(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && interruptsAreIgnored(),
                "SIGINT is ignored around here, as for background jobs of a shell; programs inherit"
                        + " that");
        Gost gost = programs.start(Programs.gost(), SERVE, Map.of());
        assertServes(gost);
        assertThat(Command.of("kill", "-" + signal, String.valueOf(gost.pid())).run().status())
                .isZero();
        assertThat(gost.awaitEnd()).isZero();
    }

    private static boolean interruptsAreIgnored() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(ignored -> (ignored >> 1 & 1) == 1);
        }
    }
}
