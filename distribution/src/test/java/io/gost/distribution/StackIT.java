package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Carriers in carriers: every node of a chain is reached through the tunnel of the one before it.
 */
@Execution(ExecutionMode.CONCURRENT)
class StackIT {
    /** The nodes of a chain in the order of a path; the last one reaches the target. */
    private static final String DEEP = "http+ws socks5+tls relay+mwss";

    private static final String QUIC = "relay+quic";

    /** Sessions whose carrier is a stream of another session. */
    private static final String MTLS_IN_MWSS = "http+mwss relay+mtls";

    /** Packets in a stream of a session. */
    private static final String QUIC_IN_MTLS = "relay+mtls relay+quic";

    /** A session in packets in a session. */
    private static final String MTCP_IN_QUIC_IN_MWS = "relay+mws relay+quic http+mtcp";

    private static final String LOGIN = "user:pass@";
    private static final String WRONG = "user:wrong@";

    @RegisterExtension final Programs programs = new Programs();

    /**
     * Starts a program with a service per node, and another one that leads through all of them.
     *
     * @param stranger the node that is given a wrong password, or -1
     * @return where that one is asked, in SOCKS5
     */
    private InetSocketAddress start(String stack, int stranger) throws IOException {
        List<Scheme> nodes = Scheme.path(stack);
        List<String> services = new ArrayList<>();
        for (Scheme node : nodes) {
            services.addAll(List.of("-L", node.url(LOGIN, 0)));
        }
        Gost servers = programs.start(services.toArray(String[]::new));
        List<String> chain = new ArrayList<>(List.of("-L", "socks5://127.0.0.1:0"));
        for (int i = 0; i < nodes.size(); i++) {
            int port = servers.address("service-" + i).getPort();
            String login = i == stranger ? WRONG : LOGIN;
            chain.addAll(List.of("-F", nodes.get(i).url(login, port)));
        }
        return programs.start(chain.toArray(String[]::new)).address("service-0");
    }

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void expectEcho(InetSocketAddress entry, Server target, byte[] bytes)
            throws IOException {
        try (Socket tunnel = Tunnel.SOCKS5.open(entry, target.address())) {
            assertThat(Exchange.echo(tunnel, bytes)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DEEP, QUIC, MTLS_IN_MWSS, QUIC_IN_MTLS, MTCP_IN_QUIC_IN_MWS})
    void bytesOfOneTunnelAndOfTwentyAtOnceArriveUnchanged(String stack) throws Exception {
        try (Server target = Server.echo()) {
            InetSocketAddress entry = start(stack, -1);
            expectEcho(entry, target, random(1, 0));
            expectEcho(entry, target, random(1 << 20, 0));
            CompletableFuture.allOf(
                            IntStream.range(0, 20)
                                    .mapToObj(
                                            i ->
                                                    Exchange.inBackground(
                                                            () ->
                                                                    expectEcho(
                                                                            entry,
                                                                            target,
                                                                            random(50_000, i))))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** The carriers below stay open: the end is that of one stream in the innermost of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                DEEP + "?mux.version=2",
                QUIC,
                MTLS_IN_MWSS + "?mux.version=2",
                QUIC_IN_MTLS,
                MTCP_IN_QUIC_IN_MWS + "?mux.type=yamux"
            })
    void clientThatEndsFirstStillGetsItsAnswer(String stack) throws Exception {
        byte[] bytes = random(50_000, 1);
        Server.Service answersAtTheEnd =
                client -> client.getOutputStream().write(client.getInputStream().readAllBytes());
        try (Server target = new Server(answersAtTheEnd);
                Socket tunnel = Tunnel.SOCKS5.open(start(stack, -1), target.address())) {
            tunnel.getOutputStream().write(bytes);
            tunnel.shutdownOutput();
            assertThat(tunnel.getInputStream().readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        DEEP + ", 0",
        DEEP + ", 1",
        DEEP + "?nodelay=true, 2",
        QUIC + "?nodelay=true, 0",
        MTLS_IN_MWSS + ", 0",
        MTLS_IN_MWSS + "?nodelay=true, 1",
        QUIC_IN_MTLS + "?nodelay=true, 1",
        MTCP_IN_QUIC_IN_MWS + ", 2"
    })
    void wrongPasswordForANodeIsRefused(String stack, int node) throws Exception {
        try (Server target = Server.echo()) {
            InetSocketAddress entry = start(stack, node);
            assertThatThrownBy(() -> Tunnel.SOCKS5.open(entry, target.address()).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("refused: [1-8]");
        }
    }

    /**
     * Without nodelay, relay asks with the first bytes of the client, which has its yes by then.
     */
    @ParameterizedTest
    @CsvSource({DEEP + ", 2", QUIC + ", 0"})
    void wrongPasswordThatTravelsWithTheFirstBytesEndsTheTunnel(String stack, int node)
            throws Exception {
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.SOCKS5.open(start(stack, node), target.address())) {
            tunnel.getOutputStream().write(1);
            assertThat(tunnel.getInputStream().readAllBytes()).isEmpty();
        }
    }
}
