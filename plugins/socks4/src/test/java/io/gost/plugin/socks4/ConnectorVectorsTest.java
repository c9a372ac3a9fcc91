package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Connector;
import io.gost.spi.Options;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Plays the proxy's part of recorded conversations with GOST's connector. */
class ConnectorVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/socks4.yaml");

    static Stream<Arguments> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> vector.name().contains("-connector"))
                .flatMap(
                        vector ->
                                Stream.of(Feeding.values())
                                        .map(feeding -> Arguments.of(vector, feeding)));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void speaksAsGostDoes(WireVector vector, Feeding feeding) {
        EmbeddedChannel channel = new EmbeddedChannel();
        try (TestNetwork network = TestNetwork.open()) {
            CompletableFuture<Channel> tunnel = start(network, vector, channel);
            Turn request = vector.turns().get(0);
            Turn reply = vector.turns().get(1);
            ByteBuf said = channel.readOutbound();
            assertThat(ByteBufUtil.hexDump(said)).isEqualTo(request.hex());
            said.release();
            feeding.chunks(reply.bytes())
                    .forEach(chunk -> channel.writeInbound(Unpooled.wrappedBuffer(chunk)));

            assertThat(tunnel).isCompletedWithValue(channel);
            assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static CompletableFuture<Channel> start(
            TestNetwork network, WireVector vector, EmbeddedChannel channel) {
        Socks4ConnectorProvider provider = new Socks4ConnectorProvider();
        Connector connector =
                provider.create(
                        provider.read(Options.of(vector.metadata("-F socks"))),
                        new TestConnectorContext(network, vector.credentials("-F socks")));
        Parking.park(channel);
        return connector
                .connect(
                        channel,
                        new TestConnectRequest(network, channel.eventLoop(), vector.target()))
                .toCompletableFuture();
    }
}
