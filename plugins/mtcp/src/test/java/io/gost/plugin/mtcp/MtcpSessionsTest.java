package io.gost.plugin.mtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions of a listener and of a dialer, from their first stream to their end. */
final class MtcpSessionsTest {
    private static Map<String, Object> with(String multiplexer) {
        return Map.of("mux.type", multiplexer, "backlog", 3);
    }

    /** Sends a few bytes one way, and the same the other way. */
    private static void exchange(Peer one, Peer other) throws IOException {
        one.send("ping");
        assertThat(other.receiveText(4)).isEqualTo("ping");
        other.send("pong");
        assertThat(one.receiveText(4)).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smux", "yamux"})
    void aListenerThatStopsServesItsSessionsUntilTheyCarryNothing(String multiplexer)
            throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            MtcpRig rig = new MtcpRig(network, with(multiplexer));
            Channel stream = rig.open();
            Peer held = network.bridge(stream);
            Peer heldAtServer = network.bridge(rig.accepted());
            exchange(held, heldAtServer);
            rig.stop();
            for (int i = 0; i < 3; i++) {
                Peer later = network.bridge(rig.open());
                Peer laterAtServer = network.bridge(rig.accepted());
                exchange(later, laterAtServer);
                later.close();
                laterAtServer.close();
            }
            exchange(held, heldAtServer);
            assertThat(rig.connections()).isEqualTo(1);
            held.close();
            heldAtServer.close();
            Await.until("the session has ended", () -> !stream.parent().isOpen());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smux", "yamux"})
    void aClientWhoseStreamIsRefusedOpensTheNextOneInAnotherSession(String multiplexer)
            throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            MtcpRig rig = new MtcpRig(network, with(multiplexer));
            Peer held = network.bridge(rig.open());
            Peer heldAtServer = network.bridge(rig.accepted());
            exchange(held, heldAtServer);
            Peer refused = network.bridge(rig.open());
            rig.accepted().close();
            refused.expectClosed();
            exchange(network.bridge(rig.open()), network.bridge(rig.accepted()));
            assertThat(rig.connections()).isEqualTo(2);
            exchange(held, heldAtServer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smux", "yamux"})
    void noMoreStreamsThanTheBacklogMayBeThereWithoutAByte(String multiplexer) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            MtcpRig rig = new MtcpRig(network, with(multiplexer));
            List<Channel> silent = new ArrayList<>();
            List<Channel> silentAtServer = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(rig.open());
                silentAtServer.add(rig.accepted());
            }
            network.bridge(rig.open()).expectClosed();
            assertThat(rig.waiting()).isZero();
            exchange(network.bridge(silent.get(0)), network.bridge(silentAtServer.get(0)));
            exchange(network.bridge(rig.open()), network.bridge(rig.accepted()));
        }
    }
}
