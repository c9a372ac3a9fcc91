package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Datagram;
import io.gost.spi.DatagramBinding;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.DatagramPeer;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Recorded conversations with GOST about datagrams, with the ports of this run in their places. */
final class DatagramVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/socks5.yaml");
    private static final int ECHO = 21_104;
    private static final int PEER = 21_111;

    @Test
    void framesOnTheConnectionAreAnsweredAsGostAnswersThem() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector("handler-udp-tunnel-f3");
            InetSocketAddress echo = announce(network);
            Peer client = network.connect(service(network, vector).address());
            for (Turn turn : vector.turns()) {
                if (!turn.event().isEmpty()) {
                    client.endOutput();
                } else if (turn.isClients()) {
                    client.send(withPort(turn, ECHO, echo.getPort()));
                } else {
                    byte[] said = withPort(turn, ECHO, echo.getPort());
                    byte[] heard = client.receive(said.length);
                    if (!turn.random().isEmpty()) {
                        // The test's sockets are bound to the loopback, not to any address.
                        System.arraycopy(said, 4, heard, 4, 4);
                    }
                    assertThat(masked(turn, heard)).isEqualTo(masked(turn, said));
                }
            }
            client.expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"handler-udp-associate", "handler-udp-associate-public-addr"})
    void datagramsBesideTheConnectionAreAnsweredAsGostAnswersThem(String name) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector(name);
            InetSocketAddress echo = announce(network);
            Peer client = network.connect(service(network, vector).address());
            DatagramPeer socket = null;
            for (Turn turn : vector.turns()) {
                if (!turn.event().isEmpty()) {
                    client.endOutput();
                } else if (turn.connection() == 1 && turn.isClients()) {
                    socket.send(withPort(turn, ECHO, echo.getPort()));
                } else if (turn.connection() == 1) {
                    assertThat(socket.receive().payload())
                            .isEqualTo(withPort(turn, ECHO, echo.getPort()));
                } else if (turn.isClients()) {
                    client.send(turn.bytes());
                } else {
                    byte[] reply = client.receive(turn.bytes().length);
                    assertThat(masked(turn, reply)).isEqualTo(masked(turn, turn.bytes()));
                    if (reply.length == 10) {
                        socket = open(network, reply);
                    }
                }
            }
            client.expectClosed();
        }
    }

    @Test
    void aBoundPortIsServedAsGostServesIt() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            WireVector vector = vector("handler-udp-tunnel-f3-bind");
            List<Turn> turns = vector.turns();
            Peer client = network.connect(service(network, vector).address());
            client.send(turns.get(0).bytes());
            client.receive(2);
            client.send(turns.get(2).bytes());
            byte[] said = turns.get(3).bytes();
            byte[] reply = client.receive(10);
            DatagramPeer visitor = open(network, reply);
            int port = ((InetSocketAddress) visitor.channel().localAddress()).getPort();
            visitor.send("ping-1");
            byte[] frame = client.receive(said.length - 10);
            assertThat(ByteBufUtil.hexDump(frame))
                    .isEqualTo(turns.get(3).hex().substring(20).replace(hex(PEER), hex(port)));
            client.send(withPort(turns.get(4), PEER, port));
            assertThat(visitor.receive().text()).isEqualTo("pong-1");
            client.endOutput();
            client.expectClosed();
        }
    }

    static Stream<Path> versions() {
        return Stream.of(VECTORS, ConnectorVectorsTest.OLDER);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theConnectorSpeaksInFramesAsGostsDoes(Path version) {
        WireVector vector = vector(version, "connector-udp-f3");
        Target target = new Target(Network.UDP, "127.0.0.1", ECHO);
        EmbeddedChannel channel = new EmbeddedChannel();
        try (TestNetwork network = TestNetwork.open()) {
            Socks5Connector connector = connector(network, vector);
            CompletableFuture<Channel> tunnel =
                    connector
                            .handshake(parked(channel))
                            .thenCompose(
                                    ready -> connector.connect(ready, request(network, target)))
                            .toCompletableFuture();
            List<Turn> turns = vector.turns();
            playHandshake(channel, turns.subList(0, 4));
            assertThat(tunnel).isCompleted();
            channel.writeOutbound(payload("ping-1"));
            expectSaid(channel, turns.get(4));
            Parking.takeOver(channel);
            channel.writeInbound(Unpooled.wrappedBuffer(turns.get(5).bytes()));
            ByteBuf received = channel.readInbound();
            assertThat(received.toString(StandardCharsets.US_ASCII)).isEqualTo("ping-1");
            received.release();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void theConnectorBindsAsGostsDoes() {
        WireVector vector = vector("connector-udp-bind-f3");
        EmbeddedChannel channel = new EmbeddedChannel();
        try (TestNetwork network = TestNetwork.open()) {
            Socks5Connector connector = connector(network, vector);
            Target address = new Target(Network.UDP, "127.0.0.1", 21_106);
            CompletableFuture<DatagramBinding> bound =
                    connector
                            .handshake(parked(channel))
                            .thenCompose(ready -> connector.bindDatagrams(ready, address))
                            .toCompletableFuture();
            List<Turn> turns = vector.turns();
            playHandshake(channel, turns.subList(0, 4));
            assertThat(Await.result(bound).address())
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 21_106));
            Parking.takeOver(channel);
            channel.writeInbound(Unpooled.wrappedBuffer(turns.get(4).bytes()));
            Datagram visitor = channel.readInbound();
            assertThat(visitor.address()).isEqualTo(new Target(Network.UDP, "127.0.0.1", PEER));
            channel.writeOutbound(visitor);
            expectSaid(channel, turns.get(5));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void theConnectorAsksForARelayAsGostsDoes() {
        WireVector vector = vector("connector-udp-associate");
        EmbeddedChannel channel = new EmbeddedChannel();
        try (TestNetwork network = TestNetwork.open()) {
            Socks5Connector connector = connector(network, vector);
            Target anybody = new Target(Network.UDP, "", 0);
            CompletableFuture<Channel> association =
                    connector
                            .handshake(parked(channel))
                            .thenCompose(
                                    ready -> connector.associate(ready, request(network, anybody)))
                            .toCompletableFuture();
            playHandshake(channel, vector.turns());
            Await.until("the association", () -> runs(channel, association));
            assertThat(association.join().remoteAddress())
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0xeb23));
            channel.close();
            Await.until("its end", () -> !association.join().isOpen());
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static boolean runs(EmbeddedChannel channel, CompletableFuture<?> stage) {
        channel.runPendingTasks();
        return stage.isDone();
    }

    private static void playHandshake(EmbeddedChannel channel, List<Turn> turns) {
        for (Turn turn : turns) {
            if (turn.isClients()) {
                expectSaid(channel, turn);
            } else {
                channel.writeInbound(Unpooled.wrappedBuffer(turn.bytes()));
            }
        }
    }

    private static void expectSaid(EmbeddedChannel channel, Turn turn) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf said = channel.readOutbound(); said != null; said = channel.readOutbound()) {
            all.writeBytes(said);
            said.release();
        }
        assertThat(ByteBufUtil.hexDump(all)).isEqualTo(turn.hex());
    }

    private static EmbeddedChannel parked(EmbeddedChannel channel) {
        Parking.park(channel);
        return channel;
    }

    private static ByteBuf payload(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static ConnectRequest request(TestNetwork network, Target target) {
        return new TestConnectRequest(network, network.nextLoop(), target);
    }

    private static Socks5Connector connector(TestNetwork network, WireVector vector) {
        Socks5ConnectorProvider provider = new Socks5ConnectorProvider();
        return (Socks5Connector)
                provider.create(
                        provider.read(Options.of(vector.metadata("-F socks"))),
                        new TestConnectorContext(network, vector.credentials("-F socks")));
    }

    private static TestService service(TestNetwork network, WireVector vector) {
        return TestService.of(network, new Socks5HandlerProvider())
                .metadata(vector.metadata("-L socks"))
                .start();
    }

    private static InetSocketAddress announce(TestNetwork network) {
        InetSocketAddress echo = network.datagramEcho();
        network.router().route(new Target(Network.UDP, "localhost", echo.getPort()), echo);
        return echo;
    }

    private static DatagramPeer open(TestNetwork network, byte[] reply) {
        int port = ((reply[8] & 0xFF) << 8) | (reply[9] & 0xFF);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return network.datagramPeer(
                Await.result(network.dialDatagrams(address, network.nextLoop())));
    }

    private static WireVector vector(String name) {
        return vector(VECTORS, name);
    }

    private static WireVector vector(Path file, String name) {
        return WireVector.read(file).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] withPort(Turn turn, int recorded, int port) {
        return HexFormat.of().parseHex(turn.hex().replace(hex(recorded), hex(port)));
    }

    private static String hex(int port) {
        return "%04x".formatted(port);
    }

    private static String masked(Turn turn, byte[] bytes) {
        byte[] masked = bytes.clone();
        turn.random().forEach(index -> masked[index] = 0);
        return HexFormat.of().formatHex(masked);
    }
}
