package io.gost.plugin.relay;

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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Plays the client's part of recorded conversations with GOST's handler. */
class HandlerVectorsTest {
    static final Path VECTORS = Path.of("src/test/resources/vectors/relay.yaml");
    private static final int ECHO = 21_104;
    private static final int CLOSED = 21_107;

    /** What we answer instead, and mean to. */
    private static final Map<String, String> BETTER =
            Map.of(
                    "connect-refused", "01060000",
                    "handler-refused", "01060000",
                    "handler-unknown-host", "01060000");

    /** GOST's client would wait for ever, or nothing is said at all. */
    private static final Set<String> SILENT =
            Set.of("connect-nodelay-client", "connect-silent-client");

    static Stream<WireVector> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> !SILENT.contains(vector.name()))
                // With ports and visitors of their own: BindVectorsTest.
                .filter(vector -> !vector.name().contains("bind"))
                .filter(vector -> !vector.name().equals("udp-association"))
                // Sockets of this host are not for clients.
                .filter(vector -> !vector.name().equals("handler-connect-unix"));
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

    static TestService.Builder service(TestNetwork network, WireVector vector) {
        Map<String, String> metadata = vector.metadata("-L relay");
        metadata.remove("bypass");
        return TestService.of(network, new RelayHandlerProvider())
                .metadata(metadata)
                .credentials(vector.credentials("-L relay"));
    }

    private static void replay(TestNetwork network, WireVector vector, TestService service)
            throws IOException {
        vector.replay(network.connect(service.address()), turn -> ours(vector, turn));
    }

    private static void announce(TestNetwork network, WireVector vector) {
        TestRouter router = network.router();
        InetSocketAddress echo =
                vector.name().contains("udp")
                        ? UdpEcho.open(network)
                        : network.server(Behaviour.ECHO).address();
        Target byAddress = Target.tcp("127.0.0.1", ECHO);
        if (vector.metadata("-L relay").containsKey("bypass")) {
            router.fail(byAddress, Category.DENIED);
        } else {
            router.route(byAddress, echo);
            router.route(Target.tcp("localhost", ECHO), echo);
        }
        router.fail(Target.tcp("no-such-host.inval", 80), Category.RESOLVE);
        if (vector.setup().getFirst().contains("{CLOSED}")) {
            router.fail(Target.tcp("127.0.0.1", CLOSED), Category.REFUSED);
            router.forwardToLatest();
        } else if (vector.setup().getFirst().contains("{ECHO}")) {
            router.route(byAddress, echo);
            router.forwardToLatest();
        } else {
            router.fail(Target.tcp("127.0.0.1", CLOSED), Category.REFUSED);
        }
    }

    private static Turn ours(WireVector vector, Turn turn) {
        return turn.event().isEmpty()
                ? turn.saying(BETTER.getOrDefault(vector.name(), turn.hex()))
                : turn;
    }
}
