package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

class Socks5HandlerTest {
    private static final String GREETING = "050100";
    private static final String CHOICE = "0500";
    private static final String NO_ADDRESS = "0001000000000000";
    private static final Target TARGET = Target.tcp("example.com", 80);
    private static final String CONNECT_TARGET = "050100030b6578616d706c652e636f6d0050";
    private static final String BIND_ANY = "05020001000000000000";

    @ParameterizedTest
    @EnumSource(Category.class)
    void repliesToEveryKindOfFailure(Category category) throws IOException {
        String code =
                switch (category) {
                    case DENIED -> "02";
                    case HANDSHAKE, AUTHENTICATION -> "03";
                    case RESOLVE, UNREACHABLE -> "04";
                    case REFUSED -> "05";
                    case TIMEOUT -> "06";
                    case CONFIG, PLUGIN, LIMIT, INTERNAL -> "01";
                };
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, category);
            TestService service = service(network, Map.of());
            Peer client = network.connect(service.address());
            send(client, GREETING + CONNECT_TARGET);

            assertThat(hex(client.receiveToEnd())).isEqualTo(CHOICE + "05" + code + NO_ADDRESS);
            assertThat(endOf(service)).isEqualTo(category);
        }
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void repliesToEveryKindOfFailureToBind(Category category) throws IOException {
        String code =
                switch (category) {
                    case DENIED -> "02";
                    case TIMEOUT -> "06";
                    default -> "01";
                };
        try (TestNetwork network = TestNetwork.open()) {
            network.router().failBindings(category);
            Peer client = network.connect(service(network, Map.of("bind", true)).address());
            send(client, GREETING + BIND_ANY);

            assertThat(hex(client.receiveToEnd())).isEqualTo(CHOICE + "05" + code + NO_ADDRESS);
        }
    }

    @Test
    void successNamesTheUpstreamsLocalAddress() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            TestService service = service(network, Map.of());
            Peer client = network.connect(service.address());
            send(client, GREETING + CONNECT_TARGET);
            String reply = hex(client.receive(12));

            var upstream = service.nextSession().upstreams().getFirst();
            int port = ((InetSocketAddress) upstream.localAddress()).getPort();
            assertThat(reply).isEqualTo(CHOICE + "050000017f000001%04x".formatted(port));
            client.close();
        }
    }

    @Test
    void aClientMaySayEverythingAtOnce() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            Peer client = network.connect(service(network, Map.of()).address());
            send(client, GREETING + CONNECT_TARGET + "70696e67");
            client.endOutput();

            assertThat(hex(client.receiveToEnd())).startsWith(CHOICE + "05").endsWith("70696e67");
        }
    }

    @Test
    void theEmptyNameIsThisHost() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(Target.tcp("127.0.0.1", 80), Category.DENIED);
            Peer client = network.connect(service(network, Map.of()).address());
            send(client, GREETING + "05010003000050");

            assertThat(hex(client.receiveToEnd())).isEqualTo(CHOICE + "0502" + NO_ADDRESS);
        }
    }

    @ParameterizedTest
    @CsvSource({"host, example.com:80", "ip, ''", "'', ''"})
    void hashByHostPinsTargets(String hash, String key) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, Category.REFUSED);
            TestService service = service(network, Map.of("hash", hash));
            Peer client = network.connect(service.address());
            send(client, GREETING + CONNECT_TARGET);
            client.expectClosed();

            TestSession session = service.nextSession();
            assertThat(session.hashKey()).isEqualTo(key);
            assertThat(session.facts()).containsEntry("cmd", "connect");
            assertThat(session.targets()).containsExactly(TARGET);
        }
    }

    @Test
    void theClientHasReadTimeoutForTheWholeHandshake() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("readTimeout", "7s"));
            Peer client = network.connect(service.address());
            send(client, GREETING);
            client.receive(2);

            TestSession session = service.nextSession();
            assertThat(session.deadline()).isEqualTo(Duration.ofSeconds(7));
            session.passDeadline();
            client.expectClosed();
            assertThat(session.awaitEnd().failure().category()).isEqualTo(Category.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "050100017f0000010050, TCP4, 127.0.0.1, 80",
        "05020004000000000000000000000000000000010050, TCP6, ::1, 80",
        "05020003000050, TCP, '', 80"
    })
    void bindListensOnTheKindOfNetworkAskedFor(String request, Network kind, String host, int port)
            throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("bind", true));
            Peer client = network.connect(service.address());
            send(client, GREETING + "0502" + request.substring(4));
            client.receive(2 + 10);

            TestSession session = service.nextSession();
            assertThat(session.targets()).containsExactly(new Target(kind, host, port));
            assertThat(session.facts()).containsEntry("cmd", "bind");
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 01cb007107",
        "2001:db8::7, 0420010db8000000000000000000000007",
        "gw.example.com, 030e67772e6578616d706c652e636f6d"
    })
    void bindNamesThePublicAddress(String publicAddress, String field) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service =
                    service(network, Map.of("bind", true, "publicAddr", publicAddress));
            Peer client = network.connect(service.address());
            send(client, GREETING + BIND_ANY);

            assertThat(hex(client.receive(2 + 3 + field.length() / 2)))
                    .isEqualTo(CHOICE + "050000" + field);
            assertThat(port(client.receive(2))).isNotZero();
            client.close();
        }
    }

    @Test
    void bindStopsListeningWhenTheClientLeaves() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("bind", true));
            Peer client = network.connect(service.address());
            send(client, GREETING + BIND_ANY);
            byte[] reply = client.receive(12);
            client.endOutput();
            client.expectEnd();

            assertThat(endOf(service)).isEqualTo(Category.HANDSHAKE);
            var bound = new InetSocketAddress(InetAddress.getLoopbackAddress(), port(reply));
            Await.until("connections are refused", () -> isRefused(network, bound));
        }
    }

    @Test
    void bindKeepsWhatTheClientSendsBeforeTheVisitorComes() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("bind", true));
            Peer client = network.connect(service.address());
            send(client, GREETING + BIND_ANY + "6561726c79");
            var bound =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), port(client.receive(12)));
            Peer visitor = network.connect(bound);

            assertThat(visitor.receiveText(5)).isEqualTo("early");
            assertThat(port(client.receive(10))).isEqualTo(visitor.address().getPort());
            client.close();
            visitor.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "f3 00 01 00000000 0000, 02",
        "03 00 01 00000000 0000, 02",
        "f0 00 01 7f000001 0000, 07",
        "f1 00 01 7f000001 0000, 07"
    })
    void commandsThatThisVersionLacksAreRefusedWhereBindIsServed(String request, String code)
            throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, Map.of("bind", true));
            Peer client = network.connect(service.address());
            send(client, GREETING + "05" + request.replace(" ", ""));

            assertThat(hex(client.receiveToEnd())).isEqualTo(CHOICE + "05" + code + NO_ADDRESS);
        }
    }

    /** A closed port listens on until its event loop comes round. */
    private static boolean isRefused(TestNetwork network, InetSocketAddress address) {
        try {
            network.connect(address).close();
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }

    private static TestService service(TestNetwork network, Map<String, ?> metadata) {
        return TestService.of(network, new Socks5HandlerProvider()).metadata(metadata).start();
    }

    private static Category endOf(TestService service) {
        return service.nextSession().awaitEnd().failure().category();
    }

    private static void send(Peer client, String hex) throws IOException {
        client.send(HexFormat.of().parseHex(hex));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The last two bytes of a reply. */
    private static int port(byte[] reply) {
        int last = reply.length - 1;
        return (reply[last - 1] & 0xFF) << 8 | (reply[last] & 0xFF);
    }
}
