package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ConnectRequest;
import io.gost.spi.DatagramConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plays the server's part of recorded conversations with GOST's connector. */
class ConnectorVectorsTest {
    private static final Pattern ENTRY =
            Pattern.compile("-L (tcp|udp)://:\\{ENTRY}(?:/([^:]+):\\{(\\w+)})?");
    private static final byte[] PAYLOAD = "ping-1".getBytes(StandardCharsets.UTF_8);

    private static final Map<String, Category> REFUSED =
            Map.of(
                    "connect-auth-wrong", Category.AUTHENTICATION,
                    "connect-refused", Category.UNREACHABLE,
                    "forward-node-down", Category.UNREACHABLE);

    static Stream<Arguments> conversations() {
        return WireVector.read(HandlerVectorsTest.VECTORS).stream()
                .filter(vector -> vector.setup().getLast().contains("-F relay"))
                .filter(vector -> ENTRY.matcher(vector.setup().getLast()).find())
                .filter(vector -> !vector.name().equals("connect-silent-client"))
                .flatMap(
                        vector ->
                                Stream.of(Feeding.values())
                                        .map(feeding -> Arguments.of(vector, feeding)));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void speaksAsGostDoes(WireVector vector, Feeding feeding) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Owner owner = new Owner();
        try (TestNetwork network = TestNetwork.open()) {
            CompletableFuture<Channel> tunnel = start(network, vector, channel);
            for (Turn turn : vector.turns()) {
                if (tunnel.isDone() && !owner.owns) {
                    own(channel, owner);
                }
                if (!turn.event().isEmpty() || owner.heard.startsWith("ping-1")) {
                    break;
                }
                if (turn.isClients()) {
                    assertThat(said(channel)).isEqualTo(turn.hex());
                } else {
                    feed(channel, feeding, turn);
                }
            }
            Category refused = REFUSED.get(vector.name());
            if (refused != null) {
                assertThat(owner.failure).isNotNull();
                assertThat(GostException.of(owner.failure).category()).isEqualTo(refused);
                assertThat(channel.isOpen()).isFalse();
            } else if (vector.turns().size() > 1) {
                assertThat(owner.heard).startsWith("ping-1");
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @MethodSource("associations")
    void associatesAsGostDoes(WireVector vector, Feeding feeding) {
        EmbeddedChannel channel = new EmbeddedChannel();
        try (TestNetwork network = TestNetwork.open()) {
            Parking.park(channel);
            CompletableFuture<Channel> association =
                    connector(network, vector)
                            .associate(
                                    channel,
                                    request(network, channel, new Target(Network.UDP, "", 0)))
                            .toCompletableFuture();

            assertThat(said(channel)).isEqualTo(vector.turns().getFirst().hex());
            feed(channel, feeding, vector.turns().get(1));
            if (vector.name().endsWith("denied")) {
                assertThat(GostException.of(association.exceptionNow()).category())
                        .isEqualTo(Category.DENIED);
            } else {
                assertThat(association).isCompletedWithValue(channel);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    static Stream<Arguments> associations() {
        return WireVector.read(HandlerVectorsTest.VECTORS).stream()
                .filter(vector -> vector.name().startsWith("udp-association"))
                .flatMap(
                        vector ->
                                Stream.of(Feeding.values())
                                        .map(feeding -> Arguments.of(vector, feeding)));
    }

    private static void own(EmbeddedChannel channel, Owner owner) {
        owner.owns = true;
        Parking.takeOver(channel, owner);
        channel.writeOutbound(Unpooled.wrappedBuffer(PAYLOAD));
    }

    private static void feed(EmbeddedChannel channel, Feeding feeding, Turn turn) {
        for (byte[] chunk : feeding.chunks(turn.bytes())) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(chunk));
            }
        }
    }

    private static String said(EmbeddedChannel channel) {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf said = channel.readOutbound(); said != null; said = channel.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(said));
            said.release();
        }
        return hex.toString();
    }

    private static CompletableFuture<Channel> start(
            TestNetwork network, WireVector vector, EmbeddedChannel channel) {
        Matcher entry = ENTRY.matcher(vector.setup().getLast());
        assertThat(entry.find()).isTrue();
        Network over = Network.of(entry.group(1)).orElseThrow();
        Target target =
                entry.group(2) == null
                        ? new Target(over, "", 0)
                        : new Target(over, entry.group(2), vector.ports().get(entry.group(3)));
        Parking.park(channel);
        return connector(network, vector)
                .connect(channel, request(network, channel, target))
                .toCompletableFuture();
    }

    private static ConnectRequest request(
            TestNetwork network, EmbeddedChannel channel, Target target) {
        return new TestConnectRequest(network, channel.eventLoop(), target);
    }

    private static DatagramConnector connector(TestNetwork network, WireVector vector) {
        return new RelayConnector(
                RelayConnectorOptions.read(Options.of(vector.metadata("-F relay"))),
                new TestConnectorContext(network, vector.credentials("-F relay")));
    }

    /** Who has the tunnel. */
    private static final class Owner extends ChannelInboundHandlerAdapter {
        private String heard = "";
        private boolean owns;
        private @Nullable Throwable failure;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf said = (ByteBuf) msg;
            heard += said.toString(StandardCharsets.UTF_8);
            said.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failure = cause;
        }
    }
}
