package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What everything owes that carries datagrams: listeners with their handler, connectors and the
 * nodes they speak with, dialers.
 */
public interface DatagramContract extends Contract {
    /** The sizes of common datagrams and of large ones. */
    List<Integer> SIZES = List.of(1, 2, 512, 1_472, 4_096, 9_000, 20_000);

    /** Of a datagram that differs. */
    String WHOLE = "what came back; one datagram is one buffer, neither cut nor joined";

    /** Of a reply to somebody else. */
    String APART = "the reply to one of several clients; keep clients apart";

    /**
     * Opens a way to a target, through everything under test.
     *
     * @param network the test's network; its router leads to the target
     * @param target a UDP target
     * @return a parked datagram channel, one {@code ByteBuf} for each datagram
     */
    Channel openDatagrams(TestNetwork network, Target target);

    /**
     * Opens a way to many targets, through everything under test.
     *
     * @param network the test's network
     * @return a parked channel of {@link io.gost.spi.Datagram} messages; empty when what is under
     *     test knows one target only
     */
    default Optional<Channel> associate(TestNetwork network) {
        return Optional.empty();
    }

    /**
     * The largest datagram that gets through.
     *
     * @return its payload's length
     */
    default int largestDatagram() {
        return 65_507;
    }

    /** One datagram is one datagram, whatever its size, and the first reply comes back. */
    @Test
    default void datagramsArriveWholeWhateverTheirSize() {
        try (TestNetwork network = TestNetwork.open();
                DatagramPeer client = echoing(network)) {
            List<Integer> sizes = new ArrayList<>(SIZES);
            sizes.add(largestDatagram());
            for (int size : sizes) {
                byte[] payload = Payload.of(size, size);
                client.send(payload);
                assertThat(client.receive().payload()).as(WHOLE).isEqualTo(payload);
            }
        }
    }

    /** Datagrams sent together stay apart. */
    @Test
    default void datagramsSentTogetherKeepTheirBoundaries() {
        try (TestNetwork network = TestNetwork.open();
                DatagramPeer client = echoing(network)) {
            byte[][] burst = new byte[40][];
            for (int i = 0; i < burst.length; i++) {
                burst[i] = Payload.of(i, 1 + 37 * i);
            }
            client.send(burst);
            List<byte[]> replies = new ArrayList<>();
            for (int i = 0; i < burst.length; i++) {
                replies.add(client.receive().payload());
            }
            assertThat(replies).as(WHOLE).containsExactlyInAnyOrder(burst);
        }
    }

    /** What cannot be carried is lost alone. */
    @Test
    default void datagramsThatAreTooLargeOrEmptyHarmNoOther() {
        try (TestNetwork network = TestNetwork.open();
                DatagramPeer client = echoing(network)) {
            client.send(new byte[70_000], new byte[0]);
            client.send("next");
            String reply = client.receive().text();
            assertThat(reply.isEmpty() ? client.receive().text() : reply).isEqualTo("next");
        }
    }

    /** Several clients do not get each other's replies. */
    @Test
    default void datagramsOfSeveralClientsStayApart() {
        try (TestNetwork network = TestNetwork.open()) {
            Target target = announce(network, "target.test");
            List<DatagramPeer> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(network.closing(peer(network, openDatagrams(network, target))));
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send("client " + i);
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).receive(APART).text()).as(APART).isEqualTo("client " + i);
                assertThat(clients.get(i).hasReceived()).as(APART).isFalse();
            }
        }
    }

    /** A target that refuses datagrams does not end the way to it. */
    @Test
    default void datagramsToAPortWithoutAListenerHarmNoOther() {
        try (TestNetwork network = TestNetwork.open()) {
            Channel opened =
                    Await.result(network.datagrams(TestNetwork.loopback(), network.nextLoop()));
            InetSocketAddress address = (InetSocketAddress) opened.localAddress();
            opened.close().syncUninterruptibly();
            Target target = new Target(Network.UDP, "target.test", address.getPort());
            network.router().route(target, address);
            network.router().forwardToLatest();
            try (DatagramPeer client = peer(network, openDatagrams(network, target))) {
                client.send("lost");
                // The host's “port unreachable” is here by the time that others answered.
                try (DatagramPeer other = echoing(network)) {
                    other.send("heard");
                    other.receive();
                }
                network.datagramEcho(address);
                Await.until(
                        "the echo is heard; a target that refuses one does not end the way to it",
                        () -> answers(client));
            }
        }
    }

    /** One association talks to several peers and tells them apart. */
    @Test
    default void associationsTalkToSeveralPeers() {
        try (TestNetwork network = TestNetwork.open()) {
            Optional<Channel> association = associate(network);
            assumeTrue(association.isPresent(), "one target only");
            Target first = Target.of(Network.UDP, network.datagramEcho(TestNetwork.loopback()));
            Target second = Target.of(Network.UDP, network.datagramEcho(TestNetwork.loopback()));
            Target named = announce(network, "name.test");
            try (DatagramPeer client = peer(network, association.get())) {
                for (Target target : List.of(first, second, first)) {
                    client.send(target, "to " + target);
                    DatagramPeer.Received reply = client.receive();
                    assertThat(reply.text()).isEqualTo("to " + target);
                    assertThat(reply.source().toString())
                            .as("whom a datagram came from; say it in Datagram.address()")
                            .isEqualTo(target.toString());
                }
                client.send(named, "to a name");
                DatagramPeer.Received reply = client.receive();
                assertThat(reply.text()).isEqualTo("to a name");
                assertThat(reply.source().port()).isEqualTo(named.port());
            }
        }
    }

    /** What goes nowhere harms nothing else. */
    @Test
    default void associationsSurviveDatagramsToNowhere() {
        try (TestNetwork network = TestNetwork.open()) {
            Optional<Channel> association = associate(network);
            assumeTrue(association.isPresent(), "one target only");
            Target echo = Target.of(Network.UDP, network.datagramEcho(TestNetwork.loopback()));
            try (DatagramPeer client = peer(network, association.get())) {
                client.send(new Target(Network.UDP, "nobody.invalid", 9), "lost");
                client.send(new Target(Network.UDP, "127.0.0.1", 0), "lost");
                client.send(new Target(Network.UDP, "127.0.0.1", 9), "lost");
                client.send(echo, "next");
                assertThat(client.receive().text()).isEqualTo("next");
            }
        }
    }

    /**
     * Asks a node for a way to a target.
     *
     * @param network the test's network
     * @param provider makes the connector
     * @param metadata the connector's metadata
     * @param node where the node listens
     * @param target a UDP target
     * @return the parked channel
     */
    static Channel connect(
            TestNetwork network,
            ConnectorProvider<?> provider,
            Map<String, ?> metadata,
            InetSocketAddress node,
            Target target) {
        ConnectorCall call = new ConnectorCall(network, provider, metadata, null);
        return call.connect(call.dial(node), target);
    }

    /**
     * Asks a node for an association.
     *
     * @param network the test's network
     * @param provider makes the connector
     * @param metadata the connector's metadata
     * @param credentials what to log in with, or {@code null}
     * @param node where the node listens
     * @return the parked channel
     */
    static Channel associate(
            TestNetwork network,
            ConnectorProvider<?> provider,
            Map<String, ?> metadata,
            @Nullable Credentials credentials,
            InetSocketAddress node) {
        ConnectorCall call = new ConnectorCall(network, provider, metadata, credentials);
        return call.associate(call.dial(node), new Target(Network.UDP, "", 0));
    }

    private DatagramPeer echoing(TestNetwork network) {
        return peer(network, openDatagrams(network, announce(network, "target.test")));
    }

    private static DatagramPeer peer(TestNetwork network, Channel channel) {
        Await.on(
                channel.eventLoop(),
                () -> {
                    Checks.parked(network, channel);
                    return true;
                });
        return new DatagramPeer(channel);
    }

    private static Target announce(TestNetwork network, String name) {
        InetSocketAddress echo = network.datagramEcho(TestNetwork.loopback());
        Target target = new Target(Network.UDP, name, echo.getPort());
        network.router().route(target, echo);
        network.router().forwardToLatest();
        return target;
    }

    private static boolean answers(DatagramPeer client) {
        client.send("again");
        return client.hasReceived();
    }
}
