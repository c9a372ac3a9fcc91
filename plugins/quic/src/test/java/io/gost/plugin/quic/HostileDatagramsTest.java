package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.Random;

/** What comes from somebody who does not speak QUIC, or does it wrong on purpose. */
class HostileDatagramsTest {
    private static final String KEY = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"", KEY})
    void hostileDatagramsAreForgotten(String key) throws IOException {
        try (TestNetwork network = TestNetwork.open();
                DatagramSocket attacker = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            QuicRig rig = new QuicRig(network, Map.of("cipherKey", key), Map.of("cipherKey", key));
            Random random = new Random(1);
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[random.nextInt(1_450)];
                random.nextBytes(noise);
                if (noise.length > 6 && i % 2 == 0) {
                    // The beginning of an Initial of version 1, or of one to negotiate about.
                    noise[0] = (byte) 0xc0;
                    noise[1] = noise[2] = noise[3] = 0;
                    noise[4] = (byte) (i % 4 == 0 ? 1 : 9);
                    noise[5] = (byte) random.nextInt(21);
                }
                attacker.send(new DatagramPacket(noise, noise.length, rig.address()));
            }
            try (Peer tunnel = rig.open()) {
                tunnel.send("hello");
                assertThat(tunnel.receiveText(5)).isEqualTo("hello");
            }
        }
    }
}
