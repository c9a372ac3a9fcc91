package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Connector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Plays the proxy's part of recorded conversations with GOST's connector.
 *
 * <p>A proxy of GOST 3.2.6 answers in other words, which have to be understood. Its clients say
 * what later ones say, in {@code handler-…} and {@code connector-mux-bind-…} too, so that {@link
 * HandlerVectorsTest} and {@link MuxBindVectorsTest} would play with them what they play already.
 */
class ConnectorVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/socks5.yaml");
    static final Path OLDER = Path.of("src/test/resources/vectors/3.2.6/socks5.yaml");

    /** The proxy lets nobody in. */
    private static final Set<String> REFUSED =
            Set.of("connector-auth-wrong", "connector-noauth-against-auth-server");

    /** With TLS, with datagrams or with visitors: other tests are about them. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "connector-tls-method-80",
                    "connector-tls-method-82",
                    "connector-udp-f3",
                    "connector-udp-associate",
                    "connector-mux-bind-f2",
                    "connector-mux-bind-f2-comp",
                    "connector-mux-bind-f2-anyaddr",
                    "connector-udp-bind-f3",
                    "connector-rtcp-denied");

    static Stream<Arguments> conversations() {
        return Stream.of(VECTORS, OLDER)
                .flatMap(file -> WireVector.read(file).stream())
                .filter(vector -> vector.name().startsWith("connector-"))
                .filter(vector -> !ELSEWHERE.contains(vector.name()))
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
            play(channel, vector.turns(), feeding, tunnel);

            if (REFUSED.contains(vector.name())) {
                assertThat(channel.isOpen()).isFalse();
                assertThat(GostException.of(tunnel.exceptionNow()).category())
                        .isEqualTo(Category.AUTHENTICATION);
            } else {
                assertThat(tunnel).isCompletedWithValue(channel);
                assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static CompletableFuture<Channel> start(
            TestNetwork network, WireVector vector, EmbeddedChannel channel) {
        Socks5ConnectorProvider provider = new Socks5ConnectorProvider();
        Connector connector =
                provider.create(
                        provider.read(Options.of(vector.metadata("-F socks"))),
                        new TestConnectorContext(network, vector.credentials("-F socks")));
        Parking.park(channel);
        return connector
                .handshake(channel)
                .thenCompose(
                        ready ->
                                connector.connect(
                                        ready,
                                        new TestConnectRequest(
                                                network, channel.eventLoop(), vector.target())))
                .toCompletableFuture();
    }

    /** Up to the answer; what follows is payload. */
    private static void play(
            EmbeddedChannel channel,
            List<Turn> turns,
            Feeding feeding,
            CompletableFuture<Channel> tunnel) {
        for (Turn turn : turns) {
            if (tunnel.isDone()) {
                return;
            }
            if (turn.isClients()) {
                ByteBuf said = channel.readOutbound();
                assertThat(ByteBufUtil.hexDump(said)).isEqualTo(turn.hex());
                said.release();
            } else {
                feeding.chunks(turn.bytes())
                        .forEach(chunk -> channel.writeInbound(Unpooled.wrappedBuffer(chunk)));
            }
        }
    }
}
