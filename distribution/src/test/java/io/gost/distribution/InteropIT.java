package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Ours and the reference program at the two ends of a hop, either way round. The environment
 * variable {@code GOST_REFERENCE} names the reference program.
 */
@Tag("interop")
class InteropIT {

    /** Who is asked by the client, and who is its upstream. */
    enum Direction {
        OURS_TO_REFERENCE,
        REFERENCE_TO_OURS
    }

    @RegisterExtension final Programs programs = new Programs();

    private static final String LOGIN = "user:pass@";

    @BeforeEach
    void reportAsSkippedWithoutReference() {
        assumeTrue(System.getenv("GOST_REFERENCE") != null, "GOST_REFERENCE names no program");
    }

    private static final List<String> PROTOCOLS = List.of("http", "socks5", "relay");

    private static final List<String> TRANSPORTS =
            List.of("", "+tls", "+mtls", "+mtcp", "+ws", "+wss", "+mws", "+mwss", "+quic");

    /** Beyond every protocol over every transport. */
    private static final List<String> FURTHER =
            List.of(
                    "socks4",
                    "forward",
                    "http+mtcp?mux.type=yamux",
                    "http+mtls?mux.type=yamux",
                    "http+mws?mux.type=yamux",
                    "http+quic?cipherKey=0123456789abcdef",
                    "relay?nodelay=true");

    private static final List<String> SCHEMES =
            Stream.concat(
                            PROTOCOLS.stream()
                                    .flatMap(
                                            protocol ->
                                                    TRANSPORTS.stream()
                                                            .map(over -> scheme(protocol, over))),
                            FURTHER.stream())
                    .toList();

    /** With TLS inside a stream of a multiplexed session, the reference breaks that session. */
    private static String scheme(String protocol, String transport) {
        boolean spared = protocol.equals("socks5") && transport.matches("\\+(m|quic).*");
        return protocol + transport + (spared ? "?notls=true" : "");
    }

    static Stream<Arguments> hops() {
        return Stream.of(Direction.values())
                .flatMap(
                        direction ->
                                SCHEMES.stream().map(scheme -> Arguments.of(direction, scheme)));
    }

    static Stream<Arguments> hopsWithLogin() {
        return hops().filter(hop -> PROTOCOLS.stream().anyMatch(each -> isSpeaking(hop, each)));
    }

    private static String scheme(Arguments hop) {
        return (String) hop.get()[1];
    }

    /** What waits for no answer hears of a refusal by the end of the tunnel. */
    private static boolean isWaiting(Arguments hop) {
        return !isSpeaking(hop, "relay") || scheme(hop).contains("nodelay");
    }

    static Stream<Arguments> hopsThatWait() {
        return hopsWithLogin().filter(InteropIT::isWaiting);
    }

    static Stream<Arguments> hopsThatDoNotWait() {
        return hopsWithLogin().filter(hop -> !isWaiting(hop));
    }

    private static boolean isSpeaking(Arguments hop, String protocol) {
        return scheme(hop).split("[+?]", 2)[0].equals(protocol);
    }

    /** Starts both programs with the hop between them; the client asks the first in SOCKS5. */
    private InetSocketAddress start(
            Direction direction, String scheme, String given, String asked, Server target)
            throws IOException {
        Scheme hop = Scheme.of(scheme);
        Path reference = Path.of(System.getenv("GOST_REFERENCE"));
        boolean oursFirst = direction == Direction.OURS_TO_REFERENCE;
        String service =
                hop.types().equals("forward")
                        ? "tcp://127.0.0.1:0/127.0.0.1:" + target.address().getPort()
                        : hop.url(asked, 0);
        Gost upstream = programs.start(oursFirst ? reference : Programs.gost(), "-L", service);
        String node = hop.url(given, upstream.address("service-0").getPort());
        Gost first =
                programs.start(
                        oursFirst ? Programs.gost() : reference,
                        "-L",
                        "socks5://127.0.0.1:0",
                        "-F",
                        node);
        return first.address("service-0");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("hops")
    void bytesPassUnchangedFewAndMany(Direction direction, String protocol) throws Exception {
        try (Server target = Server.echo()) {
            InetSocketAddress proxy = start(direction, protocol, "", "", target);
            for (int length : new int[] {1, 1 << 20}) {
                byte[] bytes = random(length);
                try (Socket tunnel = Tunnel.SOCKS5.open(proxy, target.address())) {
                    assertThat(Arrays.equals(Exchange.echo(tunnel, bytes), bytes)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hops")
    void twentyTunnelsShareAHop(Direction direction, String protocol) throws Exception {
        byte[] bytes = random(50_000);
        try (Server target = Server.echo()) {
            InetSocketAddress proxy = start(direction, protocol, "", "", target);
            if (direction == Direction.REFERENCE_TO_OURS) {
                // While the reference opens a session it refuses some who come at that moment.
                Tunnel.SOCKS5.open(proxy, target.address()).close();
            }
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(
                        Exchange.inBackground(
                                () -> {
                                    try (Socket tunnel =
                                            Tunnel.SOCKS5.open(proxy, target.address())) {
                                        assertThat(
                                                        Arrays.equals(
                                                                Exchange.echo(tunnel, bytes),
                                                                bytes))
                                                .isTrue();
                                    }
                                }));
            }
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
        }
    }

    /**
     * The reference closes both ways when one ends on a connection with TLS, which is also what its
     * SOCKS5 does between the two, and on a stream of a session. It understands the half-close that
     * yamux has, though. A relay never has one.
     */
    static Stream<Arguments> hopsThatHalfClose() {
        return hops().filter(
                        hop ->
                                !isSpeaking(hop, "socks5")
                                        && !isSpeaking(hop, "relay")
                                        && !scheme(hop).endsWith("+wss")
                                        && !scheme(hop).contains("+quic")
                                        && (!isMultiplexed(hop) || isUnderstood(hop)));
    }

    private static boolean isMultiplexed(Arguments hop) {
        return scheme(hop).contains("+m");
    }

    private static boolean isUnderstood(Arguments hop) {
        return hop.get()[0] == Direction.OURS_TO_REFERENCE
                && scheme(hop).endsWith("mux.type=yamux");
    }

    @ParameterizedTest
    @MethodSource("hopsThatHalfClose")
    void clientThatEndsFirstStillGetsItsAnswer(Direction direction, String protocol)
            throws Exception {
        byte[] bytes = random(50_000);
        Server.Service answersAtTheEnd =
                client -> client.getOutputStream().write(client.getInputStream().readAllBytes());
        try (Server target = new Server(answersAtTheEnd);
                Socket tunnel =
                        Tunnel.SOCKS5.open(
                                start(direction, protocol, "", "", target), target.address())) {
            tunnel.getOutputStream().write(bytes);
            tunnel.shutdownOutput();
            assertThat(Arrays.equals(tunnel.getInputStream().readAllBytes(), bytes)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("hopsWithLogin")
    void loginIsAskedForAndGiven(Direction direction, String protocol) throws Exception {
        byte[] bytes = random(1_000);
        try (Server target = Server.echo();
                Socket tunnel =
                        Tunnel.SOCKS5.open(
                                start(direction, protocol, LOGIN, LOGIN, target),
                                target.address())) {
            assertThat(Exchange.echo(tunnel, bytes)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("hopsThatWait")
    void wrongPasswordIsRefused(Direction direction, String protocol) throws Exception {
        try (Server target = Server.echo()) {
            InetSocketAddress proxy = start(direction, protocol, "user:wrong@", LOGIN, target);
            assertThatThrownBy(() -> Tunnel.SOCKS5.open(proxy, target.address()).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("refused");
        }
    }

    @ParameterizedTest
    @MethodSource("hopsThatDoNotWait")
    void wrongPasswordEndsATunnelThatWasNotWaitedFor(Direction direction, String protocol)
            throws Exception {
        try (Server target = Server.echo();
                Socket tunnel =
                        Tunnel.SOCKS5.open(
                                start(direction, protocol, "user:wrong@", LOGIN, target),
                                target.address())) {
            tunnel.getOutputStream().write(1);
            assertThat(end(tunnel)).isEqualTo(-1);
        }
    }

    /** What is read, or the end that a reset is, too. */
    private static int end(Socket tunnel) {
        try {
            return tunnel.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }
}
