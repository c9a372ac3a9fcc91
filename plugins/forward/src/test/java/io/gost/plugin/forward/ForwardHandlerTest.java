package io.gost.plugin.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.DatagramPeer;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

final class ForwardHandlerTest {
    private static final Target TARGET = Target.tcp("192.0.2.1", 80);

    @Test
    void relaysToTheForwarderWithTheIdleTimeoutAskedFor() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            network.router().forwardToLatest();
            TestService service = service(network, Map.of("idleTimeout", "90s")).start();
            Peer client = network.connect(service.address());
            client.send("hello");
            assertThat(client.receiveText(5)).isEqualTo("hello");
            assertThat(service.nextSession().idleTimeout()).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void endsTheSessionWhenNoNodeCanBeReached() {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, Category.REFUSED);
            network.router().forwardToLatest();
            TestService service = service(network, Map.of()).start();
            Peer client = network.connect(service.address());
            TestSession session = service.nextSession();
            client.expectClosed();
            assertThat(session.awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.REFUSED);
        }
    }

    @Test
    void aServiceWithoutAForwarderIsAConfigurationError() {
        try (TestNetwork network = TestNetwork.open()) {
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(service(network, Map.of())::start)
                    .withMessageContaining("give the service a forwarder")
                    .extracting(GostException::category)
                    .isEqualTo(Category.CONFIG);
        }
    }

    @Test
    void datagramsReachTheTargetAsDatagrams() {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.datagramEcho());
            network.router().forwardToLatest();
            TestService service = service(network, Map.of()).datagrams().start();
            DatagramPeer client = client(network, service);
            client.send("one".getBytes(US_ASCII), "two".getBytes(US_ASCII));
            assertThat(client.receive().text()).isEqualTo("one");
            assertThat(client.receive().text()).isEqualTo("two");
            assertThat(service.nextSession().targets()).containsExactly(TARGET.over(Network.UDP));
        }
    }

    @Test
    void statelessAnswersOneDatagramAndEndsTheSession() {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.datagramEcho());
            network.router().forwardToLatest();
            TestService service =
                    service(network, Map.of("stateless", true, "readTimeout", "7s"))
                            .datagrams()
                            .start();
            DatagramPeer client = client(network, service);
            client.send("one".getBytes(US_ASCII), "lost".getBytes(US_ASCII));
            assertThat(client.receive().text()).isEqualTo("one");
            TestSession session = service.nextSession();
            assertThat(session.awaitEnd().failure()).isNull();
            assertThat(session.idleTimeout()).isEqualTo(Duration.ofSeconds(7));
            client.send("three");
            assertThat(client.receive().text()).isEqualTo("three");
        }
    }

    private static DatagramPeer client(TestNetwork network, TestService service) {
        return network.datagramPeer(
                Await.result(network.dialDatagrams(service.address(), network.nextLoop())));
    }

    private static TestService.Builder service(TestNetwork network, Map<String, ?> metadata) {
        return TestService.of(network, new ForwardHandlerProvider()).metadata(metadata);
    }
}
