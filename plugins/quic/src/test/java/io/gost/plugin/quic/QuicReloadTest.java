package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Options;
import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Listeners and certificates that take the place of others while connections go on. */
class QuicReloadTest {
    @Test
    void tunnelsGoOnAndTheNextListenerTakesTheStreamsToCome() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            Peer tunnel = rig.open();
            echo(tunnel);
            rig.listenAnew(Map.of("ttl", "5s"));
            echo(tunnel);
            Peer ofTheSameConnection = rig.open();
            echo(ofTheSameConnection);
            Peer ofAnother = rig.open(rig.newDialer());
            echo(ofAnother);
            assertThat(rig.connections()).isEqualTo(2);
            end(tunnel);
            end(ofTheSameConnection);
            end(ofAnother);
        }
    }

    @Test
    void connectionsOfBeforeEndWithTheirLastStream() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            Peer tunnel = rig.open();
            echo(tunnel);
            Channel connection = rig.connection();
            rig.listenAnew(Map.of());
            echo(tunnel);
            assertThat(connection.isOpen()).isTrue();
            end(tunnel);
            Await.until("the connection ends", () -> !connection.isOpen());
        }
    }

    @Test
    void aListenerThatNobodyUsesGivesTheAddressBackAtOnce() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            rig.listenAnew(Map.of());
            rig.listenAnew(Map.of("maxStreams", 7));
            Peer tunnel = rig.open();
            echo(tunnel);
            end(tunnel);
        }
    }

    @Test
    void aListenerWithAnotherCodecTakesTheAddressFromTheConnectionsOfBefore() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            Peer tunnel = rig.open();
            echo(tunnel);
            rig.listenAnew(Map.of("maxStreams", 7));
            tunnel.expectClosed();
            Peer next = rig.open(rig.newDialer());
            echo(next);
            end(next);
        }
    }

    @Test
    void handshakesToComeGoByWhatTheTlsBlockSaysNow() {
        try (TestNetwork network = TestNetwork.open()) {
            Changing tls = new Changing(network.tls(), List.of("something-else"));
            QuicRig rig =
                    new QuicRig(
                            network,
                            new TestListenerContext(network, tls),
                            Map.of(),
                            Map.of("handshakeTimeout", "1s"));
            assertThat(opens(rig)).isFalse();
            tls.protocols.set(List.of("h3"));
            Await.until("the new block is in use", () -> opens(rig));
        }
    }

    @Test
    void aBlockThatForbidsTheOnlyVersionIsAProblemOfTheConfiguration() {
        try (TestNetwork network = TestNetwork.open()) {
            TlsServer old =
                    new Changing(network.tls(), List.of()) {
                        @Override
                        public List<String> versions() {
                            return List.of("TLSv1.2");
                        }
                    };
            TestListenerContext context = new TestListenerContext(network, old);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    new QuicListenerProvider()
                                            .create(
                                                    QuicOptions.ofListener(Options.of(Map.of())),
                                                    context))
                    .withMessageContaining("maxVersion")
                    .satisfies(e -> assertThat(e.category()).isEqualTo(Category.CONFIG));
        }
    }

    private static boolean opens(QuicRig rig) {
        try (Peer tunnel = rig.open(rig.newDialer())) {
            echo(tunnel);
            return true;
        } catch (GostException | IOException refused) {
            return false;
        }
    }

    private static void echo(Peer tunnel) throws IOException {
        tunnel.send("still there");
        assertThat(tunnel.receiveText(11)).isEqualTo("still there");
    }

    private static void end(Peer tunnel) throws IOException {
        tunnel.endOutput();
        tunnel.expectEnd();
        tunnel.close();
    }

    /** A server's side whose application protocols change. */
    private static class Changing implements TlsServer {
        private final TlsServer server;
        private final AtomicReference<List<String>> protocols;

        Changing(TlsServer server, List<String> protocols) {
            this.server = server;
            this.protocols = new AtomicReference<>(protocols);
        }

        @Override
        public CompletionStage<Channel> accept(Channel channel, List<String> offered) {
            return server.accept(channel, offered);
        }

        @Override
        public TlsMaterial material() {
            TlsMaterial now = server.material();
            return new TlsMaterial(
                    now.key(),
                    now.chain(),
                    now.trust(),
                    now.clientAuth(),
                    now.verifiesName(),
                    now.serverName(),
                    protocols.get(),
                    now.rejectsUnknownNames(),
                    now.serverNames());
        }
    }
}
