package io.gost.plugin.socks4;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestRouter;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plays the client's part of recorded conversations with GOST's handler. */
class HandlerVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/socks4.yaml");
    private static final int ECHO = 21_104;
    private static final int CLOSED = 21_107;

    private static final Map<String, String> BETTER = Map.of("handler-bind", "005b000000000000");

    static List<WireVector> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> vector.name().startsWith("handler-"))
                .toList();
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

    private static void replay(TestNetwork network, WireVector vector, TestService service)
            throws IOException {
        vector.replay(network.connect(service.address()), turn -> ours(vector, turn));
    }

    private static TestService.Builder service(TestNetwork network, WireVector vector) {
        Map<String, String> metadata = vector.metadata("-L socks");
        metadata.remove("bypass");
        return TestService.of(network, new Socks4HandlerProvider())
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
        router.fail(Target.tcp("no-such-host.invalid", 80), Category.RESOLVE);
    }

    /** What we say before an end that GOST leaves unexplained. */
    private static Turn ours(WireVector vector, Turn turn) {
        return turn.event().isEmpty() ? turn : turn.saying(BETTER.getOrDefault(vector.name(), ""));
    }
}
