package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.spi.testkit.BindConversation;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plays the client's part of recorded conversations about ports that GOST's handler binds. */
class BindVectorsTest {
    /** Where the port stands in an answer and in a frame, both behind 127.0.0.1. */
    private static final int BOUND_PORT = 12;

    private static final int SENDER_PORT = 8;

    @ParameterizedTest
    @ValueSource(strings = {"bind-tcp", "bind-tcp-auth", "bind-tcp-muxv2"})
    void visitorsArriveAsAtGost(String name) throws IOException {
        WireVector vector = vector(name);
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network, vector).start();
            BindConversation.play(network, vector, service.address());
            TestSession session = service.nextSession();
            assertThat(session.awaitEnd().failure()).isNull();
            // Each visitor says ping-1, ping-2 … and gets it back.
            assertThat(session.facts().get("outputBytes"))
                    .isEqualTo(session.facts().get("inputBytes"))
                    .asInstanceOf(LONG)
                    .isPositive()
                    .satisfies(bytes -> assertThat(bytes % "ping-1".length()).isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind-tcp", "bind-tcp-auth", "bind-tcp-muxv2"})
    void visitorsArriveAsAtGostWhenTheClientIsHeardByteByByte(String name) throws IOException {
        WireVector vector = vector(name);
        try (TestNetwork network = TestNetwork.open()) {
            BindConversation.play(
                    network, vector, service(network, vector).trickling().start().address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind-tcp-denied", "udp-association-denied"})
    void withoutBindItIsForbidden(String name) throws IOException {
        WireVector vector = vector(name);
        try (TestNetwork network = TestNetwork.open()) {
            Peer client = network.connect(service(network, vector).start().address());
            vector.replay(client, turn -> turn);
        }
    }

    @Test
    void datagramsArriveAsAtGost() throws IOException {
        List<Turn> turns = vector("bind-udp").turns();
        try (TestNetwork network = TestNetwork.open();
                DatagramSocket visitor = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            visitor.setSoTimeout(10_000);
            Peer client = network.connect(service(network, vector("bind-udp")).start().address());
            client.send(turns.get(0).bytes());
            byte[] bound = client.receive(turns.get(1).bytes().length);
            int port = ByteBuffer.wrap(bound).getShort(BOUND_PORT) & 0xffff;
            assertThat(bound).isEqualTo(withPort(turns.get(1), BOUND_PORT, port));

            byte[] ping = "ping-1".getBytes(StandardCharsets.US_ASCII);
            visitor.send(
                    new DatagramPacket(ping, ping.length, InetAddress.getLoopbackAddress(), port));
            byte[] frame = withPort(turns.get(2), SENDER_PORT, visitor.getLocalPort());
            assertThat(client.receive(frame.length)).isEqualTo(frame);
            client.send(withPort(turns.get(3), SENDER_PORT, visitor.getLocalPort()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            visitor.receive(answer);
            assertThat(answer.getPort()).isEqualTo(port);
            assertThat(answer.getLength()).isEqualTo(ping.length);
            assertThat(answer.getData()).startsWith(ping);
            client.close();
        }
    }

    private static byte[] withPort(Turn turn, int index, int port) {
        byte[] bytes = turn.bytes();
        ByteBuffer.wrap(bytes).putShort(index, (short) port);
        return bytes;
    }

    private static TestService.Builder service(TestNetwork network, WireVector vector) {
        TestMultiplexers smux =
                new TestMultiplexers(List.of(new SmuxProvider()), vector.metadata("-L relay"));
        return HandlerVectorsTest.service(network, vector)
                .context(context -> context.multiplexers(smux));
    }

    private static WireVector vector(String name) {
        return WireVector.read(HandlerVectorsTest.VECTORS).stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
