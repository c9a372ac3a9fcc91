package io.gost.plugin.socks5;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.spi.testkit.BindConversation;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.WireVector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Plays the client's part of recorded conversations about GOST's mux-bind. */
class MuxBindVectorsTest {
    private static final TestMultiplexers SMUX =
            new TestMultiplexers(List.of(new SmuxProvider()), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connector-mux-bind-f2",
                "connector-mux-bind-f2-comp",
                "connector-mux-bind-f2-anyaddr"
            })
    void visitorsArriveAsAtGost(String name) throws IOException {
        WireVector vector =
                WireVector.read(HandlerVectorsTest.VECTORS).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        try (TestNetwork network = TestNetwork.open()) {
            BindConversation.play(
                    network,
                    vector,
                    HandlerVectorsTest.service(network, vector)
                            .context(context -> context.multiplexers(SMUX))
                            .start()
                            .address());
        }
    }
}
