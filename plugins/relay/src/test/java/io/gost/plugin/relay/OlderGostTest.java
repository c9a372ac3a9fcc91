package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.spi.Binding;
import io.gost.spi.DatagramBinding;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What GOST 3.2.6 says in other words than later ones is understood: an address without a host, in
 * requests and answers. We say it as later ones do. Not played is {@code handler-unknown-feature}:
 * its client says what the later one's does, and only 3.2.6 hangs up.
 */
class OlderGostTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/3.2.6/relay.yaml");
    private static final int ECHO = 21_104;
    private static final int BOUND = 21_106;

    /** VER, STATUS, FEALEN, a feature's header, ATYP and an IPv4 address. */
    private static final int BEFORE_THE_PORT = 12;

    private static final int ANSWER = BEFORE_THE_PORT + 2;

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void serversTellTheAddressOfAnAssociation(Feeding feeding) {
        hear("udp-association", feeding, RelayConnector::associate);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void serversTellTheAddressOfAStreamListener(Feeding feeding) {
        Binding binding =
                hear(
                        "bind-tcp-no-host",
                        feeding,
                        (connector, channel, _) ->
                                connector.bind(channel, new Target(Network.TCP, "", BOUND)));
        assertThat(((InetSocketAddress) binding.address()).getPort()).isEqualTo(BOUND);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void serversTellTheAddressOfADatagramListener(Feeding feeding) {
        DatagramBinding binding =
                hear(
                        "bind-udp-no-host",
                        feeding,
                        (connector, channel, _) ->
                                connector.bindDatagrams(
                                        channel, new Target(Network.UDP, "", BOUND)));
        assertThat(((InetSocketAddress) binding.address()).getPort()).isEqualTo(BOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind-tcp-no-host", "bind-udp-no-host"})
    void clientsMayAskForAPortOfAnyAddress(String name) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector(name);
            Peer client = network.connect(service(network, vector).address());
            client.send(vector.turns().getFirst().bytes());
            assertThat(bound(client)).isPositive();
            client.close();
        }
    }

    @Test
    void clientsAssociate() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector("udp-association");
            InetSocketAddress echo = UdpEcho.open(network);
            Peer client = network.connect(service(network, vector).address());
            client.send(vector.turns().getFirst().bytes());
            assertThat(bound(client)).isPositive();
            for (Turn turn : vector.turns().subList(2, vector.turns().size())) {
                byte[] frame = withPort(turn, echo.getPort());
                if (turn.isClients()) {
                    client.send(frame);
                } else {
                    assertThat(client.receive(frame.length)).isEqualTo(frame);
                }
            }
            client.close();
        }
    }

    @Test
    void clientsAreForbiddenToAssociateWithoutBind() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector("udp-association-denied");
            vector.replay(network.connect(service(network, vector).address()), turn -> turn);
        }
    }

    /** One of the connector's abilities. */
    private interface Asking<T> {
        CompletionStage<T> ask(
                RelayConnector connector, Channel channel, TestConnectRequest request);
    }

    /** What a connector makes of a server's recorded answer. */
    private static <T> T hear(String name, Feeding feeding, Asking<T> asking) {
        WireVector vector = vector(name);
        EmbeddedChannel channel = new EmbeddedChannel();
        Parking.park(channel);
        try (TestNetwork network = TestNetwork.open()) {
            TestConnectorContext context = new TestConnectorContext(network, null);
            context.multiplexers(smux(Map.of()));
            RelayConnector connector =
                    new RelayConnector(RelayConnectorOptions.read(Options.of(Map.of())), context);
            TestConnectRequest request =
                    new TestConnectRequest(
                            network, channel.eventLoop(), new Target(Network.UDP, "", 0));
            var answered = asking.ask(connector, channel, request).toCompletableFuture();
            for (byte[] chunk : feeding.chunks(vector.turns().get(1).bytes())) {
                assertThat(answered).isNotDone();
                channel.writeInbound(Unpooled.wrappedBuffer(chunk));
            }
            return answered.resultNow();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /** The port in an answer that says yes. */
    private static int bound(Peer client) throws IOException {
        byte[] answer = client.receive(ANSWER);
        assertThat(ByteBufUtil.hexDump(answer)).startsWith("0100000a020007017f000001");
        return ByteBuffer.wrap(answer).getShort(BEFORE_THE_PORT) & 0xffff;
    }

    private static byte[] withPort(Turn turn, int port) {
        String there = turn.hex().replace("%04x".formatted(ECHO), "%04x".formatted(port));
        return turn.saying(there).bytes();
    }

    private static TestService service(TestNetwork network, WireVector vector) {
        return HandlerVectorsTest.service(network, vector)
                .context(context -> context.multiplexers(smux(vector.metadata("-L relay"))))
                .start();
    }

    private static TestMultiplexers smux(Map<String, ?> metadata) {
        return new TestMultiplexers(List.of(new SmuxProvider()), metadata);
    }

    private static WireVector vector(String name) {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
