package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;
import static io.gost.spi.testkit.Checks.expectFailure;
import static io.gost.spi.testkit.Checks.sendToTheEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gost.spi.DialerProvider;
import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What every transport, a listener and the dialer that belongs to it, owes the runtime.
 *
 * <p>Implement it in a test class and name the two; they are tested against each other over real
 * sockets.
 */
public interface TransportContract extends Contract {
    /**
     * Makes the listener under test.
     *
     * @return the provider, as registered
     */
    ListenerProvider<?> listenerProvider();

    /**
     * Makes the dialer under test.
     *
     * @return the provider, as registered
     */
    DialerProvider<?> dialerProvider();

    /**
     * Metadata of the listener under test.
     *
     * @return key to value
     */
    default Map<String, ?> listenerMetadata() {
        return Map.of();
    }

    /**
     * Metadata of the dialer under test.
     *
     * @return key to value
     */
    default Map<String, ?> dialerMetadata() {
        return Map.of();
    }

    /** Bytes go through unchanged, both ways at the same time. */
    @Test
    default void transportCarriesOneMebibyteEachWayUnchanged() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesOneMebibyteEachWay();
        }
    }

    /** No phase relies on a message arriving in one piece, on either side. */
    @Test
    default void transportUnderstandsAHandshakeThatArrivesByteByByte() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, true).carriesAFewBytes();
        }
    }

    /** What the server says first reaches the client. */
    @Test
    default void transportPassesOnWhatTheServerSaysFirst() throws IOException {
        assumeCan(this, Capability.SERVER_FIRST);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesWhatTheTargetSaysFirst();
        }
    }

    /** The end of the client's output reaches the server, and answers still come back. */
    @Test
    default void transportPassesOnTheEndOfTheClientsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesTheEndOfTheClientsOutput();
        }
    }

    /** The end of the server's output reaches the client, and its bytes still go out. */
    @Test
    default void transportPassesOnTheEndOfTheServersOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesTheEndOfTheTargetsOutput();
        }
    }

    /** Back pressure: from a server that does not read to the client. */
    @Test
    default void transportStopsAClientWhoseServerDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).stopsAClientWhoseTargetDoesNotRead();
        }
    }

    /** Back pressure: from a client that does not read to the server. */
    @Test
    default void transportStopsAServerWhoseClientDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).stopsATargetWhoseClientDoesNotRead();
        }
    }

    /** Stopping frees the address and leaves connections alone; twice is as good as once. */
    @Test
    default void listenerFreesItsAddressAndLeavesItsConnections() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            TransportRig rig = new TransportRig(network, this);
            Listener listener = rig.listener(TestNetwork.loopback(), false);
            InetSocketAddress address = rig.start(listener);
            Peer client = network.bridge(Await.result(rig.dial(address, false)));
            client.send(new byte[] {1});
            assertThat(client.receive(1)).containsExactly(1);
            Await.result(listener.stop());
            Await.result(listener.stop());
            client.send(new byte[] {2});
            assertThat(client.receive(1)).containsExactly(2);
            client.close();
            Await.until("the address is free", () -> canStart(rig, address));
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
                    .isThrownBy(() -> rig.start(second))
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
                Await.until("the address is free", () -> canStart(rig, address));
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

    /** Nobody there is a failure, not a bug. */
    @Test
    default void dialerFailsWhenNobodyListens() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            expectFailure(rig.dial(network.refusingAddress(), false));
        }
    }

    /** The runtime's deadline closes the channel; the stage fails then. */
    @Test
    default void dialerGivesUpOnASilentServerWhenItsChannelIsClosed() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.manualServer();
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isNotInstanceOf(MultiplexingDialer.class);
            Channel channel = Await.result(network.dial(server.address(), network.nextLoop()));
            CompletionStage<Channel> ready = rig.handshake(channel, server.address());
            channel.close();
            expectFailure(ready);
        }
    }

    /** A session is opened for many, so that its opening has a deadline of its own. */
    @Test
    default void multiplexingDialerGivesUpOnASilentServerInTime() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.manualServer();
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isInstanceOf(MultiplexingDialer.class);
            expectFailure(rig.dial(server.address(), Duration.ofMillis(50)));
        }
    }

    /** Noise is a failure, without an exception falling off the pipeline. */
    @Test
    default void dialerFailsOnGarbage() {
        assumeCan(this, Capability.ANSWER);
        for (int seed = 0; seed < 16; seed++) {
            byte[] garbage = Payload.of(seed, 1 << seed);
            try (TestNetwork network = TestNetwork.open()) {
                LoopbackServer server = network.server(Behaviour.halfClosing(garbage));
                expectFailure(new TransportRig(network, this).dial(server.address(), false));
            }
        }
    }

    /** Closing a dialer twice is as good as once. */
    @Test
    default void dialerCanBeClosedTwice() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            rig.dialer().close();
            rig.dialer().close();
        }
    }

    private TunnelChecks tunnels(TestNetwork network, boolean trickling) {
        TransportRig rig = new TransportRig(network, this);
        InetSocketAddress address = rig.start(rig.listener(TestNetwork.loopback(), trickling));
        return new TunnelChecks(
                network,
                (_, narrow) ->
                        network.bridge(
                                Await.result(rig.dial(address, trickling)),
                                narrow ? TestNetwork.NARROW : 0),
                new byte[without().contains(Capability.SERVER_FIRST) ? 1 : 0]);
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
