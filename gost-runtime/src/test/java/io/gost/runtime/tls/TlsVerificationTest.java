package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.tls.TlsFixture.Block;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;

/** Who is believed, on both engines. */
class TlsVerificationTest {
    @TempDir private Path directory;
    private Path cert;
    private Path key;
    private Path otherCert;
    private Path otherKey;

    @BeforeEach
    void writeFiles() {
        cert = directory.resolve("server.pem");
        key = directory.resolve("server-key.pem");
        otherCert = directory.resolve("other.pem");
        otherKey = directory.resolve("other-key.pem");
        TlsFixture.write("server.test", cert, key);
        TlsFixture.write("other.test", otherCert, otherKey);
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aSecureClientBelievesItsAuthorityAndTheName(TlsEngine engine) throws Exception {
        connects(engine, server(), client().ca(cert).secure("server.test"), "ignored.test");
        connects(engine, server(), client().ca(cert).secure(""), "server.test");
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aSecureClientRefusesAnotherName(TlsEngine engine) {
        refuses(engine, server(), client().ca(cert).secure("other.test"));
        refuses(engine, server(), client().ca(cert).secure("127.0.0.1"));
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aSecureClientRefusesAnotherAuthority(TlsEngine engine) {
        refuses(engine, server(), client().ca(otherCert).secure("server.test"));
        refuses(engine, server(), client().secure("server.test"));
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aPinnedAuthorityIsCheckedWithoutTheName(TlsEngine engine) throws Exception {
        connects(engine, server(), client().ca(cert), "whatever.test");
        refuses(engine, server(), client().ca(otherCert));
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientThatVerifiesNothingConnects(TlsEngine engine) throws Exception {
        connects(engine, server(), client(), "whatever.test");
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aSecureClientNeedsAName(TlsEngine engine) {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(network, TlsFixture.server(engine, server().build()));
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    handshake.client(
                                            TlsFixture.client(
                                                    engine, client().ca(cert).secure("").build()),
                                            ""))
                    .withMessageContaining("tls.secure needs a server's name");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientWithACertificateOfTheAuthorityIsLetIn(TlsEngine engine) throws Exception {
        connects(
                engine,
                server().ca(otherCert),
                client().certificate(otherCert, otherKey),
                "server.test");
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientWithoutACertificateIsRefused(TlsEngine engine) throws Exception {
        isRefused(engine, server().ca(otherCert), client());
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientWithACertificateOfSomebodyElseIsRefused(TlsEngine engine) throws Exception {
        isRefused(engine, server().ca(otherCert), client().certificate(cert, key));
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void anAuthorityWithoutACertificateOfTheServersOwnCountsToo(TlsEngine engine) throws Exception {
        isRefused(engine, TlsFixture.block().ca(otherCert), client());
    }

    private Block server() {
        return TlsFixture.block().certificate(cert, key);
    }

    private static Block client() {
        return TlsFixture.block();
    }

    private static void connects(TlsEngine engine, Block server, Block client, String name)
            throws InterruptedException, IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, server.build()));
            Channel near = handshake.client(TlsFixture.client(engine, client.build()), name);
            Peer far = network.bridge(handshake.server());
            Peer peer = network.bridge(near);
            peer.send("hello");
            assertThat(far.receiveText(5)).isEqualTo("hello");
        }
    }

    private static void refuses(TlsEngine engine, Block server, Block client) {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, server.build()));
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    handshake.client(
                                            TlsFixture.client(engine, client.build()),
                                            "server.test"))
                    .satisfies(e -> assertThat(e.category()).isEqualTo(Category.HANDSHAKE));
        }
    }

    /** In TLS 1.3 a client may think for a moment that it is connected. */
    private static void isRefused(TlsEngine engine, Block server, Block client)
            throws InterruptedException {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, server.build()));
            try {
                Channel near =
                        handshake.client(TlsFixture.client(engine, client.build()), "server.test");
                network.bridge(near);
                Await.until("the client is told", () -> !near.isOpen());
            } catch (GostException told) {
                assertThat(told.category()).isEqualTo(Category.HANDSHAKE);
            }
            assertThat(handshake.refusal().category()).isEqualTo(Category.HANDSHAKE);
        }
    }
}
