package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the contract test of a blocking handler does not show. */
final class BlockingHandlerTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    @Test
    void aSessionEndsWhenItsHandlerReturns() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = start(network, session -> session.output().write('x'));
            Peer client = network.connect(service.address());
            assertThat(service.nextSession().awaitEnd().failure()).isNull();
            assertThat(client.receiveToEnd()).containsExactly('x');
        }
    }

    @Test
    void anUpstreamThatIsNotRelayedIsClosed() {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(Behaviour.ECHO);
            Target target = network.router().route(server);
            TestService service = start(network, session -> session.connect(target));
            network.connect(service.address()).expectClosed();
            server.awaitFinished();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void everyMethodReachesTheSession() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().forwardToLatest();
            network.router().route(network.server(Behaviour.ECHO));
            Credentials login = Credentials.of("user", "secret");
            TestService service =
                    start(
                            network,
                            session -> {
                                session.expectWithin(Duration.ofSeconds(9));
                                session.hashBy("key");
                                session.record("id", session.authenticate(login));
                                session.record("client", session.clientAddress().toString());
                                session.relay(session.forward(), Duration.ofSeconds(8));
                            });
            Peer client = network.connect(service.address());
            client.send("echo");
            assertThat(client.receiveText(4)).isEqualTo("echo");
            TestSession session = service.nextSession();
            assertThat(session.hashKey()).isEqualTo("key");
            assertThat(session.logins()).containsExactly(login);
            assertThat(session.facts())
                    .containsEntry("id", "")
                    .containsEntry("client", client.address().toString());
            assertThat(session.idleTimeout()).hasSeconds(8);
            client.close();
        }
    }

    @Test
    void aFailureKeepsItsCategory() {
        assertEndsWith(
                Category.LIMIT,
                _ -> {
                    throw new GostException(Category.LIMIT, "enough");
                });
    }

    @Test
    void aBugIsABug() {
        assertEndsWith(
                Category.INTERNAL,
                _ -> {
                    throw new IllegalStateException("bug");
                });
    }

    @Test
    void aClientThatLeavesEarlyBreaksTheHandshake() {
        assertEndsWith(
                Category.HANDSHAKE,
                _ -> {
                    throw new EOFException();
                });
    }

    @Test
    void anyOtherIoFailureIsOfTheNetwork() {
        assertEndsWith(
                Category.UNREACHABLE,
                _ -> {
                    throw new IOException("broken pipe");
                });
    }

    private static void assertEndsWith(Category category, Serving serving) {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = start(network, serving);
            network.connect(service.address()).expectClosed();
            assertThat(service.nextSession().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(category);
        }
    }

    private static TestService start(TestNetwork network, Serving serving) {
        return TestService.of(network, new Provider(serving)).start();
    }

    @FunctionalInterface
    private interface Serving {
        void serve(BlockingSession session) throws IOException;
    }

    private record Provider(Serving serving) implements HandlerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("test");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Handler create(NoOptions options, HandlerContext context) {
            return new BlockingHandler(context, "test client") {
                @Override
                protected void serve(BlockingSession session) throws IOException {
                    serving.serve(session);
                }
            };
        }
    }
}
