package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.ConfigSource;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.url.GostTypes;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.config.url.KnownTypes.Kind;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the command does with its sources, besides what the recorded command lines show. */
final class GostCommandTest {
    private InputStream input = InputStream.nullInputStream();
    @TempDir private Path directory;

    private final List<LaunchOptions> launches = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Launcher launcher, String... arguments) {
        return run(new GostTypes(), launcher, arguments);
    }

    private int run(KnownTypes types, Launcher launcher, String... arguments) {
        var surroundings = new Surroundings(Map.of(), directory, input);
        CommandLine command = GostCommand.create(surroundings, _ -> types, launcher);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private int remember(LoadedConfig loaded, LaunchOptions options) {
        launches.add(options);
        return 0;
    }

    @Test
    void sourcesAreMergedFromLeftToRight() throws IOException {
        Files.writeString(
                directory.resolve("a.yml"),
                "services: [{name: a, addr: \":1\"}]\nlog: {level: info}\n");
        Files.writeString(
                directory.resolve("b.json"),
                "{\"services\": [{\"name\": \"b\", \"addr\": \":2\"}], \"log\": {\"format\":"
                        + " \"text\"}}");
        CommandRun run = CommandRun.in(directory, "-C", "a.yml", "-C", "b.json", "-L", ":3", "-D");
        Config config = run.launched().getFirst().config();
        assertThat(config.services())
                .extracting(ServiceConfig::name)
                .containsExactly("a", "b", "service-0");
        assertThat(config.log().level()).isEqualTo("debug");
        assertThat(config.log().format()).isEqualTo("text");
        assertThat(run.launched().getFirst().file()).contains(directory.resolve("b.json"));
    }

    @Test
    void errorsNameThePathInTheirOwnFile() throws IOException {
        Files.writeString(directory.resolve("a.yml"), "services: [{name: a}]\n");
        Files.writeString(
                directory.resolve("b.yml"), "services:\n- name: b\n  handler: {retries: x}\n");
        CommandRun run = CommandRun.in(directory, "-C", "a.yml", "-C", "b.yml");
        assertThat(run.err())
                .isEqualTo(
                        "b.yml:3:22: services[0].handler.retries: \"x\" is not a whole number\n");
    }

    @Test
    void laterStagesLocateKeysOfEverySource() throws IOException {
        Files.writeString(directory.resolve("a.yml"), "services:\n- {name: a, addr: \":1\"}\n");
        CommandRun run =
                CommandRun.in(directory, "-C", "a.yml", "-L", "http://u:hunter2@:2?token=hunter2");
        LoadedConfig loaded = run.launched().getFirst();
        assertThat(loaded.sources().locate("services[0].addr")).hasToString("a.yml:2:19");
        assertThat(loaded.sources().locate("services[1].handler.type"))
                .hasToString("-L http://****@:2?…");
        assertThat(loaded.toString()).doesNotContain("hunter2");
    }

    @Test
    void flagsAddToTheBlocksOfAFile() throws IOException {
        Files.writeString(
                directory.resolve("a.yml"),
                "api: {addr: \":1\", pathPrefix: /x, auth: {username: u, password: p}}\n");
        CommandRun run = CommandRun.in(directory, "-C", "a.yml", "-api", ":2?accesslog=true");
        var api = run.launched().getFirst().config().api();
        assertThat(api.addr()).isEqualTo(":2");
        assertThat(api.pathPrefix()).isEqualTo("/x");
        assertThat(api.accesslog()).isTrue();
        assertThat(api.auth()).isEqualTo(new AuthConfig("u", Secret.of("p"), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:hunter2@:99999",
                "http://user:hunter2/x@:8080",
                "http://user:hunter2?x@:8080",
                "http://user:hunter2#x@:8080",
                "http://user:%zzhunter2@:8080",
                "http://user:hun ter2hunter2@:8080",
                "foo_bar://user:hunter2@:8080",
                "http://hunter2@:8080:9090-1?token=hunter2"
            })
    void noMessageShowsAPasswordOfAUrl(String url) {
        for (String flag : List.of("-L", "-api", "-metrics")) {
            assertThat(CommandRun.in(directory, flag, url).err()).doesNotContain("hunter2");
        }
        assertThat(CommandRun.in(directory, "-L", ":1", "-F", url).err()).doesNotContain("hunter2");
    }

    @Test
    void noMessageShowsAPasswordOfAFile() throws IOException {
        Files.writeString(
                directory.resolve("a.yml"),
                """
                services:
                - name: a
                  handler: {auth: {username: u, password: [hunter2]}, metadata: {token: hunter2}}
                - name: b
                  handler: {auth: {username: [u], password: hunter2}}
                """);
        CommandRun run = CommandRun.in(directory, "-C", "a.yml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("services[0].handler.auth.password: a list where");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void credentialsOfAConfigurationUrlAreSentAndNotShown() throws IOException {
        var page = new WebPages.Page("200 OK", List.of(), "services: [{name: a, zzz: 1}]");
        try (WebPages web = WebPages.serving(Map.of("/c", page))) {
            String url = "http://user:hunter2@127.0.0.1:" + web.port() + "/c";
            CommandRun run = CommandRun.in(directory, "-C", url, "-O", "yaml");
            assertThat(run.out()).isEqualTo("services:\n  - name: a\n");
            assertThat(run.err())
                    .isEqualTo(
                            "warning: http://127.0.0.1:%d/c:1:22: services[0].zzz: unknown key\n"
                                    .formatted(web.port()));
            String credentials =
                    Base64.getEncoder()
                            .encodeToString("user:hunter2".getBytes(StandardCharsets.UTF_8));
            assertThat(web.requests().getFirst()).contains("Authorization: Basic " + credentials);
        }
    }

    @Test
    void aConfigurationFromTheWebIsNotLongerThanAFile() throws IOException {
        String body = "#".repeat(SourceText.MAX_SIZE + 1);
        var page = new WebPages.Page("200 OK", List.of(), body);
        try (WebPages web = WebPages.serving(Map.of("/c", page))) {
            String url = "http://127.0.0.1:" + web.port() + "/c";
            CommandRun run = CommandRun.in(directory, "-C", url);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).startsWith(url + ": ").hasLineCount(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsAnError() throws IOException {
        WebPages web = WebPages.serving(Map.of());
        web.close();
        CommandRun run = CommandRun.in(directory, "-C", "http://127.0.0.1:" + web.port() + "/c");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("http://127.0.0.1:" + web.port() + "/c: ").hasLineCount(1);
    }

    @Test
    void optionsReachTheLauncher() {
        int exit = run(this::remember, "-L", ":1", "--plugins", "a", "-plugins", "b", "-R", "90s");
        assertThat(exit).isZero();
        assertThat(launches.getFirst().plugins()).containsExactly(Path.of("a"), Path.of("b"));
        assertThat(launches.getFirst().reloadPeriod()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theDefaultFileIsTheOneToSaveTo() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("gost.yml"), "services:\n- name: a\n  addr: :0\n");
        Assumptions.assumeFalse(Files.exists(Path.of("/etc/gost")), "has a file of its own");
        List<LoadedConfig> loaded = new ArrayList<>();
        int exit =
                run(
                        (config, _) -> {
                            loaded.add(config);
                            return 0;
                        });
        assertThat(exit).isZero();
        assertThat(loaded.getFirst().file()).contains(file);
    }

    @Test
    void aNegativeOrVeryShortPeriodIsWrongUsage() {
        assertThat(run(this::remember, "-L", ":1", "-R", "-5s")).isEqualTo(2);
        assertThat(run(this::remember, "-L", ":1", "-R", "1ns")).isEqualTo(2);
        assertThat(launches).isEmpty();
    }

    @Test
    void everyFlagHasItsMeaningInTheHelp() {
        CommandSpec gost =
                GostCommand.create(
                                new Surroundings(Map.of(), directory, input),
                                _ -> new GostTypes(),
                                this::remember)
                        .getCommandSpec();
        assertThat(gost.options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
        assertThat(Usage.text(gost)).contains("-plugins-lock ", "gost plugins lock");
    }

    @Test
    void reloadingReadsTheSourcesAgain() throws Exception {
        Path file = directory.resolve("a.yml");
        Files.writeString(file, "services: [{name: a, addr: \":1\"}]\n");
        run(this::remember, "-C", "a.yml");
        Files.writeString(file, "services: [{name: b, addr: \":1\"}]\n");
        assertThat(launches.getFirst().source().read().config().services().getFirst().name())
                .isEqualTo("b");
        Files.writeString(file, "services: [\n");
        assertThatThrownBy(() -> launches.getFirst().source().read())
                .isInstanceOf(ChangeRefused.class)
                .hasMessageStartingWith("a.yml:2:1: not valid YAML");
    }

    @Test
    void whatCameInOnStandardInputIsKeptForReloading() throws Exception {
        input =
                new ByteArrayInputStream(
                        "services: [{name: in, addr: ':1'}]\n".getBytes(StandardCharsets.UTF_8));
        run(this::remember, "-C", "-");
        ConfigSource source = launches.getFirst().source();
        assertThat(source.read().config()).isEqualTo(source.read().config());
        assertThat(source.read().config().services().getFirst().name()).isEqualTo("in");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfTheLauncherIsOneLine(Category category) {
        Launcher launcher =
                (_, _) -> {
                    throw new GostException(category, "the port is taken");
                };
        int exit = run(launcher, "-L", ":1");
        assertThat(exit).isEqualTo(category == Category.CONFIG ? 2 : 1);
        assertThat(err).hasToString("gost: the port is taken\n");
    }

    @Test
    void debugAddsTheStackTrace() {
        Launcher launcher =
                (_, _) -> {
                    throw new IllegalStateException("a bug");
                };
        int exit = run(launcher, "-L", ":1", "--debug");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("a bug", "\tat ");
    }

    @Test
    void theExitCodeOfTheLauncherIsThatOfTheCommand() {
        assertThat(run((_, _) -> 7, "-L", ":1")).isEqualTo(7);
    }

    @Test
    void typesOfPluginsAreKnown() {
        KnownTypes more = kind -> kind == Kind.HANDLER ? Set.of("echo") : Set.of();
        var loaded = new ArrayList<LoadedConfig>();
        Launcher launcher =
                (config, _) -> {
                    loaded.add(config);
                    return 0;
                };
        assertThat(run(new GostTypes().plus(more), launcher, "-L", "echo+tls://:1")).isZero();
        assertThat(loaded.getFirst().config().services().getFirst().handler().type())
                .isEqualTo("echo");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void generatedNamesAreFree() throws IOException {
        Files.writeString(directory.resolve("a.yml"), "chains: [{name: chain-0, hops: []}]\n");
        CommandRun run = CommandRun.in(directory, "-C", "a.yml", "-L", ":1", "-F", "http://x:1");
        Config config = run.launched().getFirst().config();
        assertThat(config.chains())
                .extracting(ChainConfig::name)
                .containsExactly("chain-0", "chain-1");
        assertThat(config.services().getFirst().handler().chain()).isEqualTo("chain-1");
    }

    @Test
    void argumentsAreSplitIntoWorkers() {
        assertThat(Workers.split(List.of("-L", ":1", "--", "-L", "a  b", "--", "-V", "--")))
                .containsExactly(List.of("-L", ":1"), List.of("-L", "a  b"), List.of("-V"));
        assertThat(Workers.split(List.of("--", "-L", ":1")))
                .containsExactly(List.of("--", "-L", ":1"));
        assertThat(Workers.split(List.of())).containsExactly(List.of());
    }
}
