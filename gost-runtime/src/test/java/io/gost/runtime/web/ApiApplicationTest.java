package io.gost.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.UserTable;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.BypassConfig;
import io.gost.runtime.config.ServiceEvent;
import io.gost.runtime.config.ServiceStats;
import io.gost.runtime.config.ServiceStatus;
import io.gost.spi.Secret;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class ApiApplicationTest {
    private static final String SERVICE =
            """
            services:
            - name: s
              addr: 127.0.0.1:8080
            """;

    @TempDir Path directory;
    private final EditedConfig live = new EditedConfig(SERVICE);
    private final Map<String, ServiceStatus> reports = new HashMap<>();

    private WebResponse ask(String method, String uri, @Nullable String body) {
        return ask(method, uri, body, Map.of(), "", null);
    }

    private WebResponse ask(
            String method,
            String uri,
            @Nullable String body,
            Map<String, String> headers,
            String prefix,
            @Nullable BasicLogin login) {
        HttpHeaders all = new DefaultHttpHeaders().add("Host", "localhost");
        headers.forEach(all::add);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            all.add("Content-Length", bytes.length);
        }
        SavedConfig saved = new SavedConfig(directory, Optional.of(directory.resolve("gost.yml")));
        return new ApiApplication(new ApiRoutes(live, () -> reports, saved), prefix, login, null)
                .answer(new WebRequest(method, uri, all, ByteBuffer.wrap(bytes), "127.0.0.1"));
    }

    private static String body(WebResponse response) {
        return StandardCharsets.UTF_8.decode(response.body()).toString();
    }

    private static String header(WebResponse response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(WebResponse.Header::value)
                .findFirst()
                .orElse("");
    }

    @Test
    void showsTheTypesThatGoWithoutSaying() {
        assertThat(body(ask("GET", "/config/services/s", null)))
                .isEqualTo(
                        "{\"data\":{\"name\":\"s\",\"addr\":\"127.0.0.1:8080\","
                            + "\"handler\":{\"type\":\"auto\"},\"listener\":{\"type\":\"tcp\"}}}");
    }

    @Test
    void showsHowServicesAreAndSavesItNot() throws IOException {
        reports.put(
                "s",
                new ServiceStatus(
                        7,
                        "ready",
                        List.of(new ServiceEvent(7, "service s is ready")),
                        new ServiceStats(1, 0, 0, 2, 3),
                        "",
                        false,
                        List.of()));
        assertThat(body(ask("GET", "/config/services/s", null)))
                .contains(
                        "\"status\":{\"createTime\":7,\"state\":\"ready\",\"events\":[{\"time\":7,"
                                + "\"msg\":\"service s is ready\"}],\"stats\":{\"totalConns\":1,"
                                + "\"currentConns\":0,\"totalErrs\":0,\"inputBytes\":2,"
                                + "\"outputBytes\":3}}");
        assertThat(body(ask("GET", "/config?format=yaml", null))).contains("    status:\n");
        ask("POST", "/config?path=saved.yml", null);
        assertThat(directory.resolve("saved.yml")).content().doesNotContain("status");
    }

    @Test
    void objectsAreCreatedShownReplacedAndDeleted() {
        assertThat(body(ask("POST", "/config/bypasses", "{\"name\":\" b \",\"matchers\":[\"a\"]}")))
                .isEqualTo("{\"msg\":\"OK\"}");
        assertThat(body(ask("GET", "/config/bypasses/b", null)))
                .isEqualTo("{\"data\":{\"name\":\"b\",\"matchers\":[\"a\"]}}");
        assertThat(body(ask("PUT", "/config/bypasses/b", "{\"name\":\"c\",\"whitelist\":true}")))
                .isEqualTo("{\"msg\":\"OK\"}");
        assertThat(body(ask("GET", "/config/bypasses", null)))
                .isEqualTo(
                        "{\"data\":{\"count\":1,\"list\":[{\"name\":\"b\",\"whitelist\":true}]}}");
        assertThat(body(ask("DELETE", "/config/bypasses/b", null))).isEqualTo("{\"msg\":\"OK\"}");
        assertThat(body(ask("GET", "/config/bypasses/b", null))).isEqualTo("{\"data\":null}");
        assertThat(body(ask("GET", "/config/bypasses", null)))
                .isEqualTo("{\"data\":{\"count\":0,\"list\":null}}");
    }

    @Test
    void replacingKeepsTheOrder() {
        for (String name : List.of("a", "b", "c")) {
            ask("POST", "/config/bypasses", "{\"name\":\"" + name + "\"}");
        }
        ask("PUT", "/config/bypasses/b", "{\"whitelist\":true}");
        assertThat(live.config().bypasses())
                .extracting(BypassConfig::name)
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /config/hosts, '{\"name\":\"a\"', 40001",
        "POST, /config/hosts, '', 40001",
        "POST, /config/hosts, '[]', 40001",
        "POST, /config/hosts, 'null', 40001",
        "POST, /config/hosts, '{} {}', 40001",
        "POST, /config/hosts, '{\"name\":\" \"}', 40001",
        "POST, /config/authers, '{\"name\":\"a\",\"auths\":[null]}', 40001",
        "POST, /config/authers, '{\"name\":\"a\",\"auths\":[{\"username\":1}]}', 40001",
        "POST, /config/chains, '{\"name\":\"a\",\"hops\":[null]}', 40001",
        "POST, /config/hops, '{\"name\":\"a\",\"nodes\":{}}', 40001",
        "POST, /config/caches, '{\"name\":\"a\"}', 40001",
        "PUT, /config/services/s, '', 40001",
        "PUT, /config/services/s, '{\"addr\":', 40001",
        "PUT, /config/services/none, '{}', 40004",
        "DELETE, /config/services/none, , 40004",
        "POST, /config/quotas/none/reset, '{}', 40004",
        "POST, /config/services, '{\"name\":\"s\"}', 40002",
    })
    void whatCannotBeDoneIsRefusedAndChangesNothing(
            String method, String path, @Nullable String body, int code) {
        WebResponse response = ask(method, path, body);
        assertThat(response.status()).isEqualTo(400);
        assertThat(body(response)).startsWith("{\"code\":" + code + ",\"msg\":\"");
        assertThat(live.config()).isEqualTo(EditedConfig.read(SERVICE));
    }

    @Test
    void whatCannotBeBuiltSaysWhyAndChangesNothing() {
        WebResponse response =
                ask("PUT", "/config/services/s", "{\"handler\":{\"type\":\"nope\"}}");
        assertThat(response.status()).isEqualTo(500);
        assertThat(body(response))
                .startsWith("{\"code\":40003,\"msg\":\"create service s failed: ");
        assertThat(live.config()).isEqualTo(EditedConfig.read(SERVICE));
    }

    @Test
    void whatOthersReferToIsNotDeleted() {
        ask("POST", "/config/chains", "{\"name\":\"c\",\"hops\":[{\"name\":\"h\",\"nodes\":[]}]}");
        ask("PUT", "/config/services/s", "{\"handler\":{\"type\":\"http\",\"chain\":\"c\"}}");
        WebResponse response = ask("DELETE", "/config/chains/c", null);
        assertThat(response.status()).isEqualTo(400);
        assertThat(body(response)).contains("40001", "services[0].handler.chain");
        assertThat(live.config().chains()).hasSize(1);
    }

    @Test
    void mistakesInABodyAreToldWithTheirPlaceAndWithoutTheirValue() {
        assertThat(body(ask("POST", "/config/authers", "{\"auths\":[\n{\"password\":4711}]}")))
                .contains("body:2:13: auths[0].password: a number where a text is wanted")
                .doesNotContain("4711");
    }

    @Test
    void durationsMayBeNumbersOrTexts() {
        ask("POST", "/config/authers", "{\"name\":\"a\",\"reload\":\"10s\"}");
        ask("POST", "/config/authers", "{\"name\":\"b\",\"reload\":10000000000}");
        assertThat(body(ask("GET", "/config/authers", null)))
                .contains("{\"name\":\"a\",\"reload\":10000000000}")
                .contains("{\"name\":\"b\",\"reload\":10000000000}");
    }

    @Test
    void keysOfTheClientsOwnAreIgnored() {
        assertThat(
                        body(
                                ask(
                                        "PUT",
                                        "/config/services/s",
                                        "{\"addr\":\":1\",\"_id\":7,\"status\":{\"state\":\"x\"}}")))
                .isEqualTo("{\"msg\":\"OK\"}");
        assertThat(live.config().services().getFirst().status()).isNull();
    }

    @Test
    void markupIsEscaped() {
        ask("POST", "/config/chains", "{\"name\":\"m\",\"metadata\":{\"s\":\"x<&>\",\"é\":1.5}}");
        assertThat(body(ask("GET", "/config/chains/m", null)))
                .contains("\"s\":\"x\\u003c\\u0026\\u003e\"", "\"é\":1.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET //config",
                "GET /Config",
                "GET /config/nope",
                "GET /config/loggers",
                "GET /config/reload",
                "GET /config/services/s/x",
                "GET /config/services/a%2Fb",
                "GET /config/../config",
                "GET /config/./services",
                "GET /config//services",
                "HEAD /config",
                "PATCH /config/services/s",
                "OPTIONS /config",
                "DELETE /config",
                "POST /docs/",
                "GET *",
                "GET /config/services%00/",
            })
    void otherPathsAndMethodsAreNotFound(String request) {
        String[] parts = request.split(" ", 2);
        WebResponse response = ask(parts[0], parts[1], null);
        assertThat(response.status()).isEqualTo(404);
        assertThat(body(response)).isEqualTo("404 page not found");
    }

    @Test
    void nothingBesideTheDescriptionIsServedFromItsDirectory() {
        for (String path : List.of("/docs/nope", "/docs/../config", "/docs/..%2f..%2fetc/passwd")) {
            assertThat(ask("GET", path, null).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void slashesTooMuchOrTooLittleAreRedirected() {
        WebResponse toConfig = ask("GET", "/config/?format=yaml", null);
        assertThat(toConfig.status()).isEqualTo(301);
        assertThat(header(toConfig, "Location")).isEqualTo("/config?format=yaml");
        assertThat(header(ask("GET", "/docs", null), "Location")).isEqualTo("/docs/");
        WebResponse post = ask("POST", "/config/hosts/", "{}");
        assertThat(post.status()).isEqualTo(307);
        assertThat(header(post, "Location")).isEqualTo("/config/hosts");
    }

    @Test
    void prefixesAreLiteral() {
        for (String prefix : List.of("/:p", ":p/", "/:p/")) {
            assertThat(ask("GET", "/:p/config/hops", null, Map.of(), prefix, null).status())
                    .isEqualTo(200);
            assertThat(ask("GET", "/x/config/hops", null, Map.of(), prefix, null).status())
                    .isEqualTo(404);
            assertThat(ask("GET", "/config/hops", null, Map.of(), prefix, null).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoDoesNotLogInSeesNoMoreThanTheDescription() {
        UserTable users = UserTable.of(new AuthConfig("u", Secret.of("p"), ""));
        BasicLogin login = new BasicLogin(() -> List.of(users));
        WebResponse without = ask("GET", "/config", null, Map.of(), "", login);
        assertThat(without.status()).isEqualTo(401);
        assertThat(body(without)).isEqualTo("{\"code\":401,\"msg\":\"Unauthorized\"}");
        assertThat(header(without, "WWW-Authenticate")).isEqualTo("Basic");
        assertThat(ask("DELETE", "/config/services/s", null, Map.of(), "", login).status())
                .isEqualTo(401);
        assertThat(ask("GET", "/docs/", null, Map.of(), "", login).status()).isEqualTo(200);
        for (String wrong : List.of("Basic dTp4", "Basic !", "Bearer dTpw", "Basic")) {
            Map<String, String> headers = Map.of("Authorization", wrong);
            assertThat(ask("GET", "/config", null, headers, "", login).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        Map<String, String> right = Map.of("Authorization", "basic dTpw");
        assertThat(ask("GET", "/config", null, right, "", login).status()).isEqualTo(200);
    }

    @Test
    void pagesOfOtherOriginsMayAsk() {
        Map<String, String> foreign =
                Map.of("Origin", "http://ui", "Access-Control-Request-Headers", "authorization");
        WebResponse preflight = ask("OPTIONS", "/config", null, foreign, "", null);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(
                        header(
                                ask("GET", "/nope", null, foreign, "", null),
                                "Access-Control-Allow-Origin"))
                .isEqualTo("*");
        Map<String, String> own = Map.of("Origin", "http://localhost");
        assertThat(
                        header(
                                ask("GET", "/config", null, own, "", null),
                                "Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void savingReplacesTheLoadedFileWithoutItsPermissions() throws IOException {
        Path file = Files.writeString(directory.resolve("gost.yml"), "# mine\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(body(ask("POST", "/config", null))).isEqualTo("{\"msg\":\"OK\"}");
        assertThat(EditedConfig.read(Files.readString(file))).isEqualTo(live.config());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(directory)
                .isDirectoryContaining("glob:**gost.yml")
                .isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void savingToANewFileGoesByItsNameAndIsTheOwnersAlone() throws IOException {
        ask("POST", "/config?path=new.json", null);
        assertThat(directory.resolve("new.json")).content().startsWith("{\n");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("new.json"))))
                .isEqualTo("rw-------");
        ask("POST", "/config?path=other&format=JSON", null);
        assertThat(directory.resolve("other")).content().startsWith("{\n");
        ask("POST", "/config?path=third.json&format=yaml", null);
        assertThat(directory.resolve("third.json")).content().startsWith("services:\n");
    }

    @Test
    void savingDestroysNoOtherFiles() throws IOException {
        Path keys = Files.writeString(directory.resolve("authorized_keys"), "ssh-ed25519 AAAA\n");
        for (String path : List.of("authorized_keys", ".", "no/such/x.yaml", "%00")) {
            WebResponse response = ask("POST", "/config?path=" + path, null);
            assertThat(response.status()).as(path).isEqualTo(500);
            assertThat(body(response)).startsWith("{\"code\":40005,\"msg\":\"create file: ");
        }
        assertThat(keys).hasContent("ssh-ed25519 AAAA");
    }

    @Test
    void reloadingAppliesTheSources() {
        live.source("services: []\n");
        assertThat(body(ask("POST", "/config/reload", null))).isEqualTo("{\"msg\":\"OK\"}");
        assertThat(live.config().services()).isEmpty();
        live.source("services:\n- name: x\n  handler: {type: nope}\n");
        WebResponse refused = ask("POST", "/config/reload", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(body(refused)).contains("40001");
        assertThat(live.config().services()).isEmpty();
    }

    @Test
    void clientsAtTheSameTimeLoseNoChange() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            IntStream.range(0, 100)
                    .forEach(
                            i ->
                                    all.add(
                                            clients.submit(
                                                    () ->
                                                            ask(
                                                                    "POST",
                                                                    "/config/hops",
                                                                    "{\"name\":\"h"
                                                                            + i
                                                                            + "\",\"nodes\":[]}"))));
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(live.config().hops()).hasSize(100);
        assertThat(body(ask("POST", "/config/hops", "{\"name\":\"h7\"}"))).contains("40002");
    }

    @Test
    void everyReferenceOfTheDescriptionLeadsSomewhere() {
        String document = body(ask("GET", "/docs/swagger.yaml", null));
        assertThat(document).startsWith("openapi: 3.0.3\n").contains("/config/rlimiters/{name}:");
        List<String> references =
                document.lines()
                        .filter(line -> line.contains("$ref"))
                        .map(line -> line.replaceFirst(".*/schemas/([A-Za-z]+).*", "$1"))
                        .distinct()
                        .toList();
        assertThat(references).contains("ServiceConfig", "ServiceEvent", "ChainConfig");
        for (String name : references) {
            assertThat(document).contains("\n    " + name + ":\n");
        }
    }
}
