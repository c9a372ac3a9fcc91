package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

class Socks4HandlerTest {
    private static final Target TARGET = Target.tcp("example.com", 80);
    private static final String CONNECT_TARGET = "040100500000000175006578616d706c652e636f6d00";

    @ParameterizedTest
    @EnumSource(Category.class)
    void repliesToEveryKindOfFailure(Category category) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, category);
            TestService service = service(network, Map.of());
            Peer client = network.connect(service.address());
            send(client, CONNECT_TARGET);

            assertThat(client.receiveToEnd())
                    .containsExactly(0, category == Category.DENIED ? 92 : 91, 0, 0, 0, 0, 0, 0);
            assertThat(service.nextSession().awaitEnd().failure().category()).isEqualTo(category);
        }
    }

    @Test
    void aClientMaySayEverythingAtOnce() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            Peer client = network.connect(service(network, Map.of()).address());
            send(client, CONNECT_TARGET + "70696e67");
            client.endOutput();

            assertThat(HexFormat.of().formatHex(client.receiveToEnd()))
                    .isEqualTo("005a000000000000" + "70696e67");
        }
    }

    @Test
    void theUserIdIsAUserWithoutPassword() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, Category.REFUSED);
            Credentials user = Credentials.of("u", "");
            TestService service =
                    TestService.of(network, new Socks4HandlerProvider()).credentials(user).start();
            Peer client = network.connect(service.address());
            send(client, CONNECT_TARGET);
            client.expectClosed();

            TestSession session = service.nextSession();
            assertThat(session.logins()).containsExactly(user);
            assertThat(session.targets()).containsExactly(TARGET);
        }
    }

    @Test
    void theEmptyNameIsThisHost() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(Target.tcp("127.0.0.1", 80), Category.DENIED);
            Peer client = network.connect(service(network, Map.of()).address());
            send(client, "04010050000000010000");

            assertThat(client.receiveToEnd()).startsWith(0, 92);
        }
    }

    @ParameterizedTest
    @CsvSource({"host, example.com:80", "ip, ''", "'', ''"})
    void hashByHostPinsTargets(String hash, String key) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, Category.REFUSED);
            TestService service = service(network, Map.of("hash", hash));
            Peer client = network.connect(service.address());
            send(client, CONNECT_TARGET);
            client.expectClosed();

            TestSession session = service.nextSession();
            assertThat(session.hashKey()).isEqualTo(key);
            assertThat(session.facts()).containsEntry("cmd", "connect");
        }
    }

    @Test
    void theClientHasReadTimeoutForItsRequest() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("readTimeout", "7s"));
            Peer client = network.connect(service.address());
            send(client, "0401");

            TestSession session = service.nextSession();
            session.passDeadline();
            client.expectClosed();
            assertThat(session.awaitEnd().failure())
                    .hasMessageContaining(Duration.ofSeconds(7).toString());
        }
    }

    private static TestService service(TestNetwork network, Map<String, ?> metadata) {
        return TestService.of(network, new Socks4HandlerProvider()).metadata(metadata).start();
    }

    private static void send(Peer client, String hex) throws IOException {
        client.send(HexFormat.of().parseHex(hex));
    }
}
