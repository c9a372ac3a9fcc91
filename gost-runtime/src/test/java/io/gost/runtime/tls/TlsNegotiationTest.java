package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.config.TlsOptionsConfig;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What is agreed on, on both engines. */
class TlsNegotiationTest {
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};
    private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void theServersFirstCommonProtocolIsAgreedOn(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(network, TlsFixture.server(engine, null), List.of("a", "b"));
            Channel client = handshake.client(client(engine, alpn("c", "b", "a")), "test");
            assertThat(protocol(handshake.server())).isEqualTo("a");
            assertThat(protocol(client)).isEqualTo("a");
            closed(client);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientThatKnowsNoneOfTheProtocolsIsRefused(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(network, TlsFixture.server(engine, null), List.of("a"));
            refuses(handshake, client(engine, alpn("b")), "test");
            assertThat(handshake.refusal())
                    .hasMessage(
                            "TLS client: none of the application protocols [b] is known; wanted"
                                    + " one of [a]");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientWithoutProtocolsIsWelcome(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(network, TlsFixture.server(engine, alpn("h2")), List.of("a"));
            Channel client = handshake.client(client(engine, null), "test");
            assertThat(handshake.server().hasAttr(TlsMaterial.APPLICATION_PROTOCOL)).isFalse();
            closed(client);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void onlyTheNamesOfTheListAreServed(TlsEngine engine) throws Exception {
        TlsConfig names = TlsFixture.block().onlyNames("One.test", "localhost").build();
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, names));
            for (String name : List.of("one.test", "ONE.TEST", "one.test.", "localhost")) {
                Channel client = handshake.client(client(engine, null), name);
                handshake.server();
                closed(client);
            }
            refuses(handshake, client(engine, null), "two.test");
            assertThat(handshake.refusal())
                    .hasMessage("TLS client: server name (SNI) \"two.test\" is not allowed");
            for (String address : List.of("127.0.0.1", "::1")) {
                refuses(handshake, client(engine, null), address);
                assertThat(handshake.refusal())
                        .hasMessage("TLS client: server name (SNI) is required but not given");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aRefusedNameIsAnsweredWithItsAlert(TlsEngine engine) throws Exception {
        TlsConfig names = TlsFixture.block().onlyNames("one.test").build();
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, names));
            Peer client = handshake.plainClient();
            client.send(Hello.of("two.test"));
            assertThat(client.receiveToEnd()).isEqualTo(UNRECOGNIZED_NAME);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aRefusedProtocolIsAnsweredWithItsAlert(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, alpn("h2")));
            Peer client = handshake.plainClient();
            client.send(Hello.of("two.test", "http/1.1"));
            assertThat(client.receiveToEnd()).isEqualTo(NO_APPLICATION_PROTOCOL);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void versionsThatDoNotMeetAreRefused(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(
                            network,
                            TlsFixture.server(
                                    engine,
                                    TlsFixture.block().versions("VersionTLS13", "").build()));
            refuses(
                    handshake,
                    client(engine, TlsFixture.block().versions("", "VersionTLS12").build()),
                    "test");
            assertThat(handshake.refusal().category()).isEqualTo(Category.HANDSHAKE);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aSuiteOfTls12IsAgreedOn(TlsEngine engine) throws Exception {
        TlsConfig suite = suites("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        TlsConfig other = suites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, suite));
            Channel client = handshake.client(client(engine, suite), "test");
            handshake.server();
            closed(client);
            refuses(handshake, client(engine, other), "test");
            handshake.refusal();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientResumesItsSession(TlsEngine engine) throws Exception {
        TlsClient client = client(engine, null);
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            int full = exchange(handshake, client);
            int resumed = exchange(handshake, client);
            // No certificate and no signature.
            assertThat(resumed).isLessThan(full - 300);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientResumesItsSessionOfTls12(TlsEngine engine) throws Exception {
        TlsClient client = client(engine, TlsFixture.block().versions("", "VersionTLS12").build());
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            int full = exchange(handshake, client);
            assertThat(exchange(handshake, client)).isLessThan(full - 300);
        }
    }

    /** A few bytes each way; how many the client received for them. */
    private static int exchange(Handshake handshake, TlsClient client) throws Exception {
        AtomicInteger received = new AtomicInteger();
        handshake.exchange(client, "test", Handshake.counting(received));
        return received.get();
    }

    private static void refuses(Handshake handshake, TlsClient client, String name) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> handshake.client(client, name))
                .satisfies(e -> assertThat(e.category()).isEqualTo(Category.HANDSHAKE));
    }

    private static TlsClient client(
            TlsEngine engine, @org.jspecify.annotations.Nullable TlsConfig block) {
        return TlsFixture.client(engine, block);
    }

    private static TlsConfig alpn(String... protocols) {
        return TlsFixture.block().alpn(protocols).build();
    }

    private static TlsConfig suites(String... names) {
        return TlsFixture.block()
                .options(new TlsOptionsConfig("", "VersionTLS12", List.of(names), List.of()))
                .build();
    }

    private static String protocol(Channel channel) {
        return channel.attr(TlsMaterial.APPLICATION_PROTOCOL).get();
    }

    private static void closed(Channel channel) {
        channel.close();
        Await.until("closed", () -> !channel.isOpen());
    }
}
