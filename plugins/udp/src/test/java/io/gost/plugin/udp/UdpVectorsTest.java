package io.gost.plugin.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.DatagramPeer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays the client's part of recorded conversations with GOST's listener. Not played is {@code
 * forward-proxyprotocol-v2}: the handlers' {@code proxyProtocol} is refused in this version.
 */
final class UdpVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/udp.yaml");

    static Stream<WireVector> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> !vector.name().contains("proxyprotocol"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void datagramsAreForwardedAsGostForwardsThem(WireVector vector) {
        try (TestNetwork network = TestNetwork.open()) {
            Target target = new Target(Network.UDP, "target.test", 53);
            network.router().route(target, network.datagramEcho());
            network.router().forwardToLatest();
            Map<String, Object> metadata = new HashMap<>(vector.metadata("-L udp"));
            TestService service =
                    TestService.of(network, new UdpContractTest.Forwarding())
                            .listener(new UdpListenerProvider(), metadata)
                            .start();
            DatagramPeer client =
                    network.datagramPeer(UdpContractTest.dial(network, service.address()));
            for (Turn turn : vector.turns()) {
                if (turn.isClients()) {
                    client.send(turn.bytes());
                } else {
                    assertThat(client.receive().payload()).isEqualTo(turn.bytes());
                }
            }
            client.close();
        }
    }
}
