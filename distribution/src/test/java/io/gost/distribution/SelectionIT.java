package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Nodes that are dead, and the examples of GOST's documentation, word for word. */
class SelectionIT {
    private static final byte[] SENT = "some bytes".getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "round", "rand"})
    void twoDeadNodesAndOneThatLivesAreNoTroubleForClients(String strategy) throws Exception {
        Gost proxy = programs.start("-L", "socks5://127.0.0.1:0");
        Gost gost =
                programs.start(
                        "-C",
                        config(
                                """
                                services:
                                - name: service-0
                                  addr: 127.0.0.1:0
                                  handler: {type: socks5, chain: chain-0, retries: 2}
                                  listener: {type: tcp}
                                chains:
                                - name: chain-0
                                  hops:
                                  - name: hop-0
                                    selector: {strategy: %s, maxFails: 1, failTimeout: 1ms}
                                    nodes:
                                    - {name: dead-0, addr: '127.0.0.1:%d', connector: {type: socks5}}
                                    - {name: dead-1, addr: '127.0.0.1:%d', connector: {type: socks5}}
                                    - {name: alive, addr: '127.0.0.1:%d', connector: {type: socks5}}
                                """
                                        .formatted(
                                                strategy,
                                                unusedPort(),
                                                unusedPort(),
                                                proxy.address("service-0").getPort())));
        try (Server echo = Server.echo()) {
            for (int i = 0; i < 50; i++) {
                assertThat(exchange(gost, echo.address())).isTrue();
            }
        }
    }

    @Test
    void whenEveryNodeIsDeadTheClientGetsTheProtocolsErrorAndNothingGoesDirectly()
            throws Exception {
        Gost gost =
                programs.start(
                        "-L",
                        "http://127.0.0.1:0",
                        "-F",
                        "socks5://127.0.0.1:" + unusedPort() + ",127.0.0.1:" + unusedPort());
        try (Origin origin = Origin.http("hello")) {
            for (int i = 0; i < 4; i++) {
                Result result =
                        Command.curl(
                                        "--proxy",
                                        "http://127.0.0.1:" + gost.address("service-0").getPort(),
                                        "http://" + origin.hostAndPort() + "/")
                                .with("--write-out", "%{http_code}")
                                .run();
                assertThat(result.out()).endsWith("503").doesNotContain("hello");
            }
        }
    }

    @Test
    void backupChainsServeOnlyWhileTheOthersAreDead() throws Exception {
        Gost spare = programs.start("-L", "http://127.0.0.1:0");
        Gost gost =
                programs.start(
                        "-C",
                        config(
                                """
                                services:
                                - name: service-0
                                  addr: 127.0.0.1:0
                                  handler:
                                    type: socks5
                                    retries: 1
                                    chainGroup:
                                      chains: [chain-0, chain-1]
                                      selector: {strategy: round, maxFails: 1, failTimeout: 10s}
                                  listener: {type: tcp}
                                chains:
                                - name: chain-0
                                  hops: [{name: hop-0, nodes: [{name: node-0, addr: '127.0.0.1:%d'}]}]
                                - name: chain-1
                                  metadata: {backup: true}
                                  hops: [{name: hop-1, nodes: [{name: node-1, addr: '127.0.0.1:%d'}]}]
                                """
                                        .formatted(
                                                unusedPort(),
                                                spare.address("service-0").getPort())));
        try (Server echo = Server.echo()) {
            for (int i = 0; i < 5; i++) {
                assertThat(exchange(gost, echo.address())).isTrue();
            }
        }
        assertThat(gost.output())
                .filteredOn(line -> line.contains("chain chain-0 is out"))
                .hasSize(1);
    }

    @SuppressWarnings("unused") // a field source
    static final List<String> DOCUMENTED =
            List.of(
                    "hop-selector",
                    "chain-selector",
                    "chain-group",
                    "backup-nodes",
                    "backup-chains",
                    "weights",
                    "hash-by-host",
                    "forwarder");

    @ParameterizedTest
    @FieldSource("DOCUMENTED")
    void theDocumentationsExamplesRunWordForWord(String name) throws Exception {
        // Which ports they name is their business; explaining builds everything and binds nothing.
        Result result =
                Command.gost(
                                "explain",
                                "-C",
                                Path.of("src/test/resources/selector", name + ".yml").toString(),
                                "--client",
                                "192.168.1.10",
                                "example.com:443")
                        .run();
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out()).containsPattern("(route|direct): ");
    }

    @Test
    void explainsWithoutSendingAnything() throws Exception {
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result =
                    Command.gost(
                                    "explain",
                                    "-L",
                                    "http://127.0.0.1:0",
                                    "-F",
                                    "socks5://127.0.0.1:" + node.getLocalPort(),
                                    "example.com")
                            .run();
            assertThat(result.out())
                    .contains("chain-0", "→ node-0@127.0.0.1:" + node.getLocalPort())
                    .contains("> example.com:80");
            node.setSoTimeout(1);
            assertThat(accepts(node)).isFalse();
        }
        Result wrong = Command.gost("explain", "-L", "http://:0", "--client", "nobody", "a").run();
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("usage: gost explain");
    }

    private static boolean accepts(ServerSocket server) throws IOException {
        try (Socket accepted = server.accept()) {
            return accepted.isConnected();
        } catch (java.net.SocketTimeoutException nobody) {
            return false;
        }
    }

    private static boolean exchange(Gost gost, InetSocketAddress target) throws IOException {
        try (Socket tunnel = Tunnel.SOCKS5.open(gost.address("service-0"), target)) {
            return Arrays.equals(Exchange.echo(tunnel, SENT), SENT);
        }
    }

    private String config(String text) throws IOException {
        return Files.writeString(directory.resolve("gost.yml"), text).toString();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}
