package io.gost.plugin.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;
import io.netty.buffer.ByteBufUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

final class AutoHandlerTest {
    private static final byte[] HELLO = Hellos.recorded("handler-tls");
    private static final Target NAMED = Target.tcp("host.test", 443);

    @ParameterizedTest
    @CsvSource({"04010050c0a8010100, socks4", "050100, socks5", "474554202f, http"})
    void handsAClientOverWithItsFirstBytes(String hex, String type) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Target expected = Target.tcp(type, 1);
            network.router().route(expected, network.server(Behaviour.ECHO).address());
            TestService service = withAllDelegates(network).start();
            byte[] bytes = ByteBufUtil.decodeHexDump(hex);
            Peer client = network.connect(service.address());
            client.send(bytes);
            assertThat(client.receive(bytes.length)).isEqualTo(bytes);
            assertThat(service.nextSession().targets()).containsExactly(expected);
        }
    }

    @Test
    void leavesClientsOfAMissingPluginAtTheDoor() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = TestService.of(network, new AutoProvider()).start();
            Peer client = network.connect(service.address());
            client.send(new byte[] {5, 1, 0});
            client.expectClosed();
            assertEndsWith(Category.DENIED, service.nextSession());
        }
    }

    @Test
    void endsTheSessionWhenTheHandlerBehindItThrows() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Handler broken =
                    _ -> {
                        throw new GostException(Category.INTERNAL, "broken");
                    };
            TestService service =
                    TestService.of(network, new AutoProvider())
                            .context(context -> context.delegateTo("http", broken))
                            .start();
            Peer client = network.connect(service.address());
            client.send("GET");
            client.expectClosed();
            assertEndsWith(Category.INTERNAL, service.nextSession());
        }
    }

    @Test
    void relaysTlsToTheHostThatItNames() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(NAMED, network.server(Behaviour.ECHO).address());
            TestService service = withAllDelegates(network).trickling().start();
            Peer client = network.connect(service.address());
            client.send(HELLO);
            assertThat(client.receive(HELLO.length)).isEqualTo(HELLO);
            client.send(new byte[] {42});
            assertThat(client.receive(1)).containsExactly(42);
            TestSession session = service.nextSession();
            assertThat(session.targets()).containsExactly(NAMED);
            assertThat(session.facts()).containsEntry("proto", "tls");
        }
    }

    @Test
    void closesTlsWhoseHostIsForbidden() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(NAMED, Category.DENIED);
            TestService service = withAllDelegates(network).start();
            Peer client = network.connect(service.address());
            client.send(HELLO);
            client.expectClosed();
            assertEndsWith(Category.DENIED, service.nextSession());
        }
    }

    @Test
    void doesNotServeTlsWhereClientsHaveToAuthenticate() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service =
                    withAllDelegates(network).credentials(Credentials.of("user", "pass")).start();
            Peer client = network.connect(service.address());
            client.send(HELLO);
            client.expectClosed();
            TestSession session = service.nextSession();
            assertEndsWith(Category.DENIED, session);
            assertThat(session.targets()).isEmpty();
        }
    }

    @Test
    void givesASilentClientTheReadTimeout() {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service =
                    withAllDelegates(network).metadata(Map.of("readTimeout", "1m")).start();
            Peer client = network.connect(service.address());
            TestSession session = service.nextSession();
            session.passDeadline();
            client.expectClosed();
            assertEndsWith(Category.TIMEOUT, session);
        }
    }

    @Test
    void keepsTheDeadlineUntilTheClientHelloIsComplete() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = withAllDelegates(network).start();
            Peer client = network.connect(service.address());
            client.send(Arrays.copyOf(HELLO, HELLO.length - 1));
            TestSession session = service.nextSession();
            session.passDeadline();
            client.expectClosed();
            assertEndsWith(Category.TIMEOUT, session);
        }
    }

    @Test
    void noticesAClientThatLeavesBeforeItsFirstByte() {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = withAllDelegates(network).start();
            network.connect(service.address()).close();
            assertEndsWith(Category.HANDSHAKE, service.nextSession());
        }
    }

    /** Behind each type stands a handler that relays everything to a target of that name. */
    private static TestService.Builder withAllDelegates(TestNetwork network) {
        return TestService.of(network, new AutoProvider())
                .context(
                        context ->
                                Protocol.DELEGATED.forEach(
                                        protocol ->
                                                context.delegateTo(
                                                        protocol.type(),
                                                        relayTo(protocol.type()))));
    }

    private static Handler relayTo(String host) {
        return session ->
                session.connect(Target.tcp(host, 1))
                        .thenAccept(upstream -> session.relay(upstream, Duration.ZERO));
    }

    private static void assertEndsWith(Category category, TestSession session) {
        assertThat(session.awaitEnd().failure())
                .extracting(GostException::category)
                .isEqualTo(category);
    }
}
