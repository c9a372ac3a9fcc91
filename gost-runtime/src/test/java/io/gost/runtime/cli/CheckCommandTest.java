package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.plugin.Plugins;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code gost check}: everything at once, with its place, and without doing anything. */
final class CheckCommandTest {
    private static final Plugins PLUGINS =
            Plugins.of(
                    List.of(
                            new LineHandlerProvider(),
                            new LineConnectorProvider(),
                            new RoundProvider(),
                            new PlainProviders.Listening(),
                            new PlainProviders.Dialing()));

    private static final String GOOD =
            """
            services:
            - name: a
              addr: 127.0.0.1:0
              handler: {type: line, chain: out}
              listener: {type: tcp}
            chains:
            - name: out
              hops:
              - name: near
                nodes:
                - {name: n, addr: 127.0.0.1:9, connector: {type: line}, dialer: {type: tcp}}
            """;

    @TempDir private Path directory;

    private CommandRun check(String document, String... more) throws IOException {
        Files.writeString(directory.resolve("gost.yml"), document);
        List<String> arguments =
                Stream.concat(Stream.of("check", "-C", "gost.yml"), Stream.of(more)).toList();
        return CommandRun.with(PLUGINS, directory, arguments.toArray(String[]::new));
    }

    @Test
    void aGoodConfigurationHasNothingWrong() throws IOException {
        CommandRun run = check(GOOD, "--strict");

        assertThat(run.out()).isEqualTo("nothing wrong" + System.lineSeparator());
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void levelsAndFormatsOfLogsThatAreNoneAreWarnedOf() throws IOException {
        CommandRun run = check(GOOD + "log: {level: warning, format: xml}\n");

        assertThat(run.out())
                .contains(
                        "log.level: \"warning\" is none of trace, debug, info, warn, error,"
                                + " fatal; it is taken for info",
                        "log.format: \"xml\" is none of json, text; it is taken for json");
        assertThat(run.exit()).isZero();
    }

    @Test
    void everyProblemIsReportedAtOnceInTheOrderOfTheFile() throws IOException {
        CommandRun run =
                check(
                        """
                        services:
                        - name: a
                          addr: :99999
                          handler: {type: lin, chain: nowhere}
                        - name: b
                          addr: 127.0.0.1:0
                          listener: {type: tcp, metadata: {keepalive.count: many}}
                          handlr: {type: line}
                          handler:
                            type: line
                            retries: [1]
                            metadata: {readTimout: 1s}
                        bypasses:
                        - {name: idle, machers: [a]}
                        """);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("gost.yml:3:9: services[0].addr: "),
                        line ->
                                assertThat(line)
                                        .startsWith("gost.yml:4:19: services[0].handler.type: ")
                                        .contains("did you mean \"line\"?"),
                        line ->
                                assertThat(line)
                                        .startsWith("gost.yml:4:31: services[0].handler.chain: "),
                        line ->
                                assertThat(line)
                                        .startsWith("gost.yml:7:53: ")
                                        .contains("listener.metadata.keepalive.count", "many"),
                        line ->
                                assertThat(line)
                                        .startsWith("warning: gost.yml:8:3: services[1].handlr: ")
                                        .contains("did you mean \"handler\"?"),
                        line ->
                                assertThat(line)
                                        .startsWith("gost.yml:11:14: services[1].handler.retries"),
                        line ->
                                assertThat(line)
                                        .startsWith("warning: gost.yml:12:28: ")
                                        .contains("readTimout", "did you mean \"readTimeout\"?"),
                        line ->
                                assertThat(line)
                                        .startsWith("warning: gost.yml:14:3: bypasses[0]: ")
                                        .contains("nothing refers to \"idle\""),
                        line ->
                                assertThat(line)
                                        .startsWith("gost.yml:14:16: bypasses[0].machers: "),
                        line -> assertThat(line).isEqualTo("6 errors, 3 warnings"));
    }

    @Test
    void aWarningIsAnErrorWithStrict() throws IOException {
        String document =
                GOOD + "hops:\n- name: spare\n  nodes: [{name: x, addr: \"127.0.0.1:1\"}]\n";
        String types = ", connector: {type: line}, dialer: {type: tcp}}]";
        String unused = document.replace("\"127.0.0.1:1\"}]", "\"127.0.0.1:1\"" + types);

        CommandRun lax = check(unused);
        CommandRun strict = check(unused, "--strict");

        assertThat(lax.exit()).isZero();
        assertThat(lax.out())
                .contains("warning: gost.yml:13:3: hops[0]: nothing refers to \"spare\"")
                .contains("0 errors, 1 warning");
        assertThat(strict.exit()).isEqualTo(2);
        assertThat(strict.out()).startsWith("gost.yml:13:3: hops[0]").contains("1 error, 0");
    }

    @Test
    void jsonTellsSeverityAndPlace() throws IOException {
        CommandRun run = check(GOOD.replace("chain: out", "chain: ut"), "--json");

        JsonNode report = new JsonMapper().readTree(run.out());
        JsonNode first = report.get("problems").get(0);
        assertThat(report.get("errors").asInt()).isEqualTo(1);
        assertThat(report.get("warnings").asInt()).isEqualTo(1);
        assertThat(first.get("severity").asString()).isEqualTo("error");
        assertThat(first.get("source").asString()).isEqualTo("gost.yml");
        assertThat(first.get("line").asInt()).isEqualTo(4);
        assertThat(first.get("column").asInt()).isEqualTo(32);
        assertThat(first.get("path").asString()).isEqualTo("services[0].handler.chain");
        assertThat(first.get("message").asString()).contains("did you mean \"out\"?");
    }

    @Test
    void aCommandLineIsCheckedTheSameWay() {
        CommandRun run =
                CommandRun.with(
                        PLUGINS,
                        directory,
                        "check",
                        "-L",
                        "line://127.0.0.1:0?readTimeout=soon",
                        "-F",
                        "line://127.0.0.1:1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).startsWith("-L line://").contains("readTimeout", "\"soon\"");
    }

    @Test
    void whatCannotBeReadIsTheOnlyThingSaid() throws IOException {
        CommandRun broken = check("services: [\n");
        CommandRun missing = CommandRun.with(PLUGINS, directory, "check", "-C", "none.yml");

        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.out().lines()).hasSize(2).first().asString().contains("not valid YAML");
        assertThat(missing.out().lines()).hasSize(2).first().asString().startsWith("none.yml: ");
    }

    @Test
    void aFileWithoutItsFlagIsWrongUsage() throws IOException {
        Files.writeString(directory.resolve("gost.yml"), GOOD);

        CommandRun run = CommandRun.with(PLUGINS, directory, "check", "gost.yml");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("a file is named with -C").contains("gost check -h");
    }

    @Test
    void nothingIsBoundAndNoThreadIsLeft() throws IOException {
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(check(GOOD.replace("127.0.0.1:0", address)).exit()).isZero();
        }
        assertThat(threads())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().startsWith("gost"));
    }

    @Test
    void aGeneratedCertificateIsNotKept() throws IOException {
        check(GOOD.replace("listener: {type: tcp}", "listener: {type: tcp, tls: {secure: true}}"));

        assertThat(directory.resolve("home")).doesNotExist();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
    }
}
