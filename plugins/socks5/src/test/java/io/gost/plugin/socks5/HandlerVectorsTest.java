package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestRouter;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Plays the client's part of recorded conversations with GOST's handler. */
class HandlerVectorsTest {
    static final Path VECTORS = Path.of("src/test/resources/vectors/socks5.yaml");
    private static final int ECHO = 21_104;
    private static final int CLOSED = 21_107;

    /** What we answer instead, and mean to. */
    private static final Map<String, String> BETTER =
            Map.of(
                    "handler-refused", "05050001000000000000",
                    "handler-unreachable", "05040001000000000000",
                    "handler-unknown-host", "05040001000000000000");

    /** A feature that this version lacks, and what {@link DatagramVectorsTest} is about. */
    private static final Set<String> MISSING =
            Set.of(
                    "handler-resolve-tor",
                    "handler-udp-associate",
                    "handler-udp-associate-public-addr",
                    "handler-udp-tunnel-f3",
                    "handler-udp-tunnel-f3-bind");

    /** These need a visitor, or a port in use: {@link #bind} and {@link Socks5HandlerTest}. */
    private static final Set<String> ELSEWHERE = Set.of("handler-bind", "handler-bind-port-busy");

    static Stream<WireVector> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> vector.name().startsWith("handler-"))
                .filter(vector -> !MISSING.contains(vector.name()))
                .filter(vector -> !ELSEWHERE.contains(vector.name()));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersAsGostDoes(WireVector vector) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            announce(network, vector);
            replay(network, vector, service(network, vector).start());
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersAsGostDoesToOneByteAtATime(WireVector vector) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            announce(network, vector);
            replay(network, vector, service(network, vector).trickling().start());
        }
    }

    @Test
    void bind() throws IOException {
        WireVector vector =
                WireVector.read(VECTORS).stream()
                        .filter(each -> each.name().equals("handler-bind"))
                        .findFirst()
                        .orElseThrow();
        List<Turn> turns = vector.turns();
        try (TestNetwork network = TestNetwork.open()) {
            Peer client = network.connect(service(network, vector).start().address());
            client.send(turns.get(0).bytes());
            assertThat(client.receive(2)).isEqualTo(turns.get(1).bytes());
            client.send(turns.get(2).bytes());
            byte[] bound = client.receive(turns.get(3).bytes().length);
            int port = port(bound);
            assertThat(bound).isEqualTo(withPort(turns.get(3).bytes(), port));

            InetAddress loopback = InetAddress.getLoopbackAddress();
            Peer visitor = network.connect(new InetSocketAddress(loopback, port));
            visitor.send("visitor-1");
            byte[] arrived = turns.get(4).bytes();
            assertThat(client.receive(arrived.length))
                    .isEqualTo(withPort(arrived, visitor.address().getPort()));
            client.send(turns.get(5).bytes());
            assertThat(visitor.receiveText(8)).isEqualTo("answer-1");
            visitor.endOutput();
            client.expectEnd();
            client.close();
        }
    }

    private static void replay(TestNetwork network, WireVector vector, TestService service)
            throws IOException {
        vector.replay(network.connect(service.address()), turn -> ours(vector, turn));
    }

    static TestService.Builder service(TestNetwork network, WireVector vector) {
        Map<String, String> metadata = vector.metadata("-L socks");
        metadata.remove("bypass");
        return TestService.of(network, new Socks5HandlerProvider())
                .metadata(metadata)
                .credentials(vector.credentials("-L socks"));
    }

    private static void announce(TestNetwork network, WireVector vector) {
        TestRouter router = network.router();
        Target byAddress = Target.tcp("127.0.0.1", ECHO);
        if (vector.metadata("-L socks").containsKey("bypass")) {
            router.fail(byAddress, Category.DENIED);
        } else {
            InetSocketAddress echo = network.server(Behaviour.ECHO).address();
            router.route(byAddress, echo);
            router.route(Target.tcp("localhost", ECHO), echo);
        }
        router.fail(Target.tcp("127.0.0.1", CLOSED), Category.REFUSED);
        router.fail(Target.tcp("2001:db8::1", 80), Category.UNREACHABLE);
        router.fail(Target.tcp("no-such-host.invalid", 80), Category.RESOLVE);
    }

    private static Turn ours(WireVector vector, Turn turn) {
        if (!turn.event().isEmpty()) {
            return turn;
        }
        boolean choice = turn.bytes().length == 2;
        return choice ? turn : turn.saying(BETTER.getOrDefault(vector.name(), turn.hex()));
    }

    private static int port(byte[] reply) {
        return (reply[8] & 0xFF) << 8 | (reply[9] & 0xFF);
    }

    private static byte[] withPort(byte[] reply, int port) {
        byte[] changed = reply.clone();
        changed[8] = (byte) (port >> 8);
        changed[9] = (byte) port;
        return changed;
    }
}
