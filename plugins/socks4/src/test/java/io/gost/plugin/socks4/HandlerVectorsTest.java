package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.plugin.socks4.Vector.Turn;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestRouter;
import io.gost.spi.testkit.TestService;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Plays the client's part of recorded conversations with GOST's handler. */
class HandlerVectorsTest {
    private static final int ECHO = 21_104;
    private static final int CLOSED = 21_107;

    /** What we say before an end that GOST leaves unexplained. */
    private static final Map<String, String> BETTER = Map.of("handler-bind", "005b000000000000");

    static List<Vector> conversations() {
        return Vector.all("/vectors/socks4.yaml").stream()
                .filter(vector -> vector.name().startsWith("handler-"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersAsGostDoes(Vector vector) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            announce(network, vector);
            play(network, vector, service(network, vector).start());
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void answersAsGostDoesToOneByteAtATime(Vector vector) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            announce(network, vector);
            play(network, vector, service(network, vector).trickling().start());
        }
    }

    private static TestService.Builder service(TestNetwork network, Vector vector) {
        Map<String, String> metadata = vector.metadata("-L");
        metadata.remove("bypass");
        return TestService.of(network, new Socks4HandlerProvider())
                .metadata(metadata)
                .credentials(vector.credentials("-L"));
    }

    private static void announce(TestNetwork network, Vector vector) {
        TestRouter router = network.router();
        Target byAddress = Target.tcp("127.0.0.1", ECHO);
        if (vector.metadata("-L").containsKey("bypass")) {
            router.fail(byAddress, Category.DENIED);
        } else {
            InetSocketAddress echo = network.server(Behaviour.ECHO).address();
            router.route(byAddress, echo);
            router.route(Target.tcp("localhost", ECHO), echo);
        }
        router.fail(Target.tcp("127.0.0.1", CLOSED), Category.REFUSED);
        router.fail(Target.tcp("no-such-host.invalid", 80), Category.RESOLVE);
    }

    private static void play(TestNetwork network, Vector vector, TestService service)
            throws IOException {
        Peer client = network.connect(service.address());
        for (Turn turn : vector.turns()) {
            if (turn.client()) {
                client.send(turn.bytes());
            } else if (turn.event().isEmpty()) {
                assertThat(client.receive(turn.bytes().length)).isEqualTo(turn.bytes());
            } else if (!turn.event().equals("still-open")) {
                assertThat(remainder(client)).isEqualTo(BETTER.getOrDefault(vector.name(), ""));
            }
        }
        client.close();
    }

    /** A reset ends a connection as well as an end does. */
    private static String remainder(Peer client) {
        try {
            return HexFormat.of().formatHex(client.receiveToEnd());
        } catch (IOException reset) {
            return "";
        }
    }
}
