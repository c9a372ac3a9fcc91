package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The Web API of a running program, used as people use it: with curl. */
class ApiIT {
    private static final String OK = "{\"msg\":\"OK\"}";

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void writeConfiguration() throws IOException {
        file =
                Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        services:
                        - name: proxy
                          addr: 127.0.0.1:0
                          handler: {type: socks5}
                          listener: {type: tcp}
                        api:
                          addr: 127.0.0.1:0
                          auth: {username: admin, password: secret}
                        """);
    }

    private Gost start() throws IOException {
        return programs.start(Programs.gost(), List.of("-C", file.toString()), Map.of(), directory);
    }

    private static String curl(Gost gost, String method, String path, String... more)
            throws Exception {
        return Command.curl("-u", "admin:secret", "-X", method, url(gost, path))
                .with(more)
                .run()
                .out();
    }

    private static String url(Gost gost, String path) {
        return "http://127.0.0.1:" + gost.address("@api").getPort() + path;
    }

    private static String service(String handler) {
        return "{\"name\":\"s\",\"addr\":\"127.0.0.1:0\",\"handler\":"
                + handler
                + ",\"listener\":{\"type\":\"tcp\"}}";
    }

    private static String chain(int port) {
        return """
        {"name":"c","hops":[{"name":"h","nodes":[{"name":"n","addr":"127.0.0.1:%d",\
        "connector":{"type":"socks5"},"dialer":{"type":"tcp"}}]}]}\
        """
                .formatted(port);
    }

    private static void useTunnel(InetSocketAddress proxy, Server target) throws IOException {
        try (Socket tunnel = Tunnel.HTTP.open(proxy, target.address())) {
            assertThat(Exchange.echo(tunnel, "hello".getBytes(UTF_8)))
                    .isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void servicesAndChainsAreCreatedUsedChangedAndDeleted() throws Exception {
        Gost gost = start();
        try (Server target = Server.echo()) {
            assertThat(curl(gost, "POST", "/config/services", "-d", service("{\"type\":\"http\"}")))
                    .isEqualTo(OK);
            InetSocketAddress proxy = gost.address("s");
            useTunnel(proxy, target);

            int node = gost.address("proxy").getPort();
            assertThat(curl(gost, "POST", "/config/chains", "-d", chain(1))).isEqualTo(OK);
            assertThat(
                            curl(
                                    gost,
                                    "PUT",
                                    "/config/services/s",
                                    "-d",
                                    service("{\"type\":\"http\",\"chain\":\"c\"}")))
                    .isEqualTo(OK);
            assertThatThrownBy(() -> useTunnel(proxy, target)).isInstanceOf(IOException.class);
            assertThat(curl(gost, "PUT", "/config/chains/c", "-d", chain(node))).isEqualTo(OK);
            useTunnel(proxy, target);

            assertThat(curl(gost, "DELETE", "/config/chains/c")).contains("40001");
            assertThat(curl(gost, "DELETE", "/config/services/s")).isEqualTo(OK);
            assertThatThrownBy(() -> useTunnel(proxy, target)).isInstanceOf(ConnectException.class);
            assertThat(curl(gost, "DELETE", "/config/chains/c")).isEqualTo(OK);
        }
    }

    @Test
    void whatIsSavedIsLoadedAgain() throws Exception {
        Gost gost = start();
        curl(gost, "POST", "/config/services", "-d", service("{\"type\":\"http\"}"));
        assertThat(curl(gost, "POST", "/config")).isEqualTo(OK);
        assertThat(file).content().contains("- name: s\n").doesNotContain("status");
        curl(gost, "DELETE", "/config/services/s");
        assertThat(curl(gost, "POST", "/config/reload")).isEqualTo(OK);
        assertThat(curl(gost, "GET", "/config/services/s")).contains("\"type\":\"http\"");
    }

    @Test
    void brokenFilesChangeNothing() throws Exception {
        Gost gost = start();
        String before = curl(gost, "GET", "/config");
        for (String broken :
                List.of("services: [", "services:\n- name: x\n  handler: {type: no}\n")) {
            Files.writeString(file, broken);
            assertThat(curl(gost, "POST", "/config/reload")).contains("40001");
            assertThat(curl(gost, "GET", "/config")).isEqualTo(before);
        }
    }

    @Test
    void theApiAnswersTheReloadThatMovesIt() throws Exception {
        Gost gost = start();
        gost.address("@api"); // it has read the file
        Files.writeString(file, Files.readString(file).replace("secret", "changed"));
        assertThat(curl(gost, "POST", "/config/reload")).isEqualTo(OK);
        Await.until(
                "the API listens again",
                () -> gost.output().stream().filter(line -> line.contains("\"@api\"")).count() > 1);
    }

    @Test
    void whoDoesNotLogInGetsNothing() throws Exception {
        Gost gost = start();
        assertThat(Command.curl(url(gost, "/config")).run().out())
                .isEqualTo("{\"code\":401,\"msg\":\"Unauthorized\"}");
        assertThat(Command.curl("-u", "admin:wrong", url(gost, "/config")).run().out())
                .isEqualTo("{\"code\":401,\"msg\":\"Unauthorized\"}");
        assertThat(gost.output()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void anOpenApiOnAnAddressOfOthersIsWarnedOf() throws Exception {
        Gost gost = programs.start("-api", "0.0.0.0:0");
        gost.address("@api");
        assertThat(gost.output())
                .anyMatch(line -> line.contains("\"warn\"") && line.contains("api.auth"));
    }

    @Test
    void bodiesThatAreTooLongAreRefused() throws Exception {
        Gost gost = start();
        Path large = Files.write(directory.resolve("large"), new byte[8 * 1024 * 1024 + 1]);
        assertThat(
                        curl(
                                gost,
                                "POST",
                                "/config/services",
                                "--data-binary",
                                "@" + large,
                                "-w",
                                "%{http_code}"))
                .endsWith("413");
    }

    @Test
    void updatesDuringLoadCostNoConnection() throws Exception {
        Gost gost = start();
        try (Server target = Server.echo()) {
            String forward =
                    """
                    {"name":"s","addr":"127.0.0.1:0","handler":{"type":"tcp"},"listener":{"type":"tcp"},\
                    "forwarder":{"nodes":[{"name":"n%d","addr":"127.0.0.1:%d"}]}}\
                    """;
            int port = target.address().getPort();
            curl(gost, "POST", "/config/services", "-d", forward.formatted(0, port));
            InetSocketAddress service = gost.address("s");
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(
                        Exchange.inBackground(
                                () -> {
                                    while (!over.get()) {
                                        try (Socket client = new Socket()) {
                                            client.setSoTimeout(30_000);
                                            client.connect(service, 30_000);
                                            assertThat(Exchange.echo(client, new byte[] {7}))
                                                    .isEqualTo(new byte[] {7});
                                            done.incrementAndGet();
                                        }
                                    }
                                }));
            }
            InetSocketAddress api = gost.address("@api");
            for (int i = 1; i <= 100; i++) {
                HttpCall.Answer answer =
                        new HttpCall(
                                        "PUT",
                                        "/config/services/s",
                                        Map.of("Authorization", "Basic YWRtaW46c2VjcmV0"),
                                        forward.formatted(i, port))
                                .to(api);
                assertThat(answer.body()).isEqualTo(OK);
            }
            over.set(true);
            for (CompletableFuture<Void> client : clients) {
                client.join();
            }
            assertThat(done).hasPositiveValue();
            assertThat(curl(gost, "GET", "/config/services/s")).contains("\"n100\"");
        }
    }
}
