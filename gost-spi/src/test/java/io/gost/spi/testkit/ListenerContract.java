package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.sendToTheEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Transcript.Turn;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What every listener owes the runtime.
 *
 * <p>Implement it in a test class, name the listener and who speaks the dialer's part. Where the
 * dialer is yours, too, implement {@link TransportContract} instead. All tests run over real
 * sockets.
 */
public interface ListenerContract extends StreamContract {
    /** What becomes true when a listener stops. */
    String FREE =
            "the address of a listener that was stopped is free; close the server's channel in"
                    + " stop(), and if it is not bound yet, then as soon as it is";

    /**
     * Makes the listener under test.
     *
     * @return the provider, as registered
     */
    ListenerProvider<?> listenerProvider();

    /**
     * Speaks the dialer's part.
     *
     * @return the client, which needs to ask for no target
     */
    ClientSide dialerSide();

    /**
     * Metadata of the listener under test.
     *
     * @return key to value
     */
    default Map<String, ?> listenerMetadata() {
        return Map.of();
    }

    /** Stopping frees the address and leaves connections alone; twice is as good as once. */
    @Test
    default void listenerFreesItsAddressAndLeavesItsConnections() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            TransportRig rig = new TransportRig(network, this);
            Listener listener = rig.listener(TestNetwork.loopback(), false);
            InetSocketAddress address = rig.start(listener);
            Peer client = rig.open(address);
            client.send(new byte[] {1});
            assertThat(client.receive(1)).containsExactly(1);
            Await.result(listener.stop());
            Await.result(listener.stop());
            client.send(new byte[] {2});
            assertThat(client.receive(1)).containsExactly(2);
            client.close();
            Await.until(FREE, () -> canStart(rig, address));
        }
    }

    /** An address that is taken is a failure that names it. */
    @Test
    default void listenerNamesAnAddressThatIsTaken() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            InetSocketAddress taken = rig.start(rig.listener(TestNetwork.loopback(), false));
            Listener second = rig.listener(taken, false);
            assertThatExceptionOfType(GostException.class)
                    .as("starting at %s, which is taken", taken)
                    .isThrownBy(() -> rig.start(second))
                    .as("the failure names the address; pass on what context.listen failed with")
                    .withMessageContaining(String.valueOf(taken.getPort()));
        }
    }

    /** A listener that is stopped while it starts leaves nothing behind. */
    @Test
    default void listenerCanBeStoppedWhileItStarts() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            Listener listener = rig.listener(TestNetwork.loopback(), false);
            CompletionStage<?> started = listener.start(Channel::close);
            Await.result(listener.stop());
            try {
                InetSocketAddress address = (InetSocketAddress) Await.result(started);
                Await.until(FREE, () -> canStart(rig, address));
            } catch (GostException stopped) {
                assertThat(stopped.category()).isNotEqualTo(GostException.Category.INTERNAL);
            }
        }
    }

    /** Noise, and clients that leave early, are forgotten. */
    @Test
    default void listenerForgetsClientsThatDoNotSpeakItsProtocol() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            TransportRig rig = new TransportRig(network, this);
            InetSocketAddress address = rig.start(rig.listener(TestNetwork.loopback(), false));
            for (int seed = 0; seed < 16; seed++) {
                Peer client = network.connect(address);
                sendToTheEnd(client, Payload.of(seed, 1 << seed));
                client.expectClosed();
                client.close();
            }
        }
    }

    /** Wherever a client leaves within its handshake, it is forgotten. */
    @Test
    default void listenerForgetsClientsThatLeaveWithinTheirHandshake() throws IOException {
        List<Turn> handshake;
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            handshake = new TransportRig(network, this).recordClient();
        }
        assumeThat(handshake).as("a handshake over TCP").isNotEmpty();
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            InetSocketAddress address = rig.start(rig.listener(TestNetwork.loopback(), false));
            for (byte[] words : Transcript.beginnings(handshake)) {
                Peer client = network.connect(address);
                sendToTheEnd(client, words);
                client.expectClosed();
                client.close();
            }
        }
    }

    private static boolean canStart(TransportRig rig, InetSocketAddress address) {
        try {
            rig.start(rig.listener(address, false));
            return true;
        } catch (GostException taken) {
            return false;
        }
    }
}
