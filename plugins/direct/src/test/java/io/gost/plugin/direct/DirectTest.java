package io.gost.plugin.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.Connector;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

final class DirectTest {
    private static final Target TARGET = Target.tcp("target.test", 80);

    @Test
    void opensTheTargetFromHereAndClosesThePlaceholder() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            Channel placeholder = dial(network);
            Peer peer = network.bridge(connect(network, Map.of(), placeholder));
            peer.send("hello");
            assertThat(peer.receiveText(5)).isEqualTo("hello");
            Await.until("the placeholder is closed", () -> !placeholder.isOpen());
        }
    }

    @Test
    void failsAsTheTargetDoesAndClosesThePlaceholder() {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(TARGET, Category.REFUSED);
            Channel placeholder = dial(network);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> connect(network, Map.of(), placeholder))
                    .extracting(GostException::category)
                    .isEqualTo(Category.REFUSED);
            Await.until("the placeholder is closed", () -> !placeholder.isOpen());
        }
    }

    @Test
    void leavesARealTransportUnused() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(TARGET, network.server(Behaviour.ECHO).address());
            EventLoop loop = network.nextLoop();
            Channel node =
                    Await.result(network.dial(network.server(Behaviour.SILENT).address(), loop));
            Peer peer = network.bridge(connect(network, Map.of(), node));
            peer.send("hello");
            assertThat(peer.receiveText(5)).isEqualTo("hello");
            Await.until("the transport is closed", () -> !node.isOpen());
        }
    }

    @Test
    void rejectsWithAConnectionThatIsAtItsEnd() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Channel dead = connect(network, Map.of("action", "reject"), dial(network));
            assertThat(dead.isActive()).as("counts as connected").isTrue();
            Peer peer = network.bridge(dead);
            peer.expectEnd();
            Await.until("the dead connection is closed", () -> !dead.isOpen());
        }
    }

    @Test
    void failsWritesToARejectedConnection() {
        try (TestNetwork network = TestNetwork.open()) {
            Channel dead = connect(network, Map.of("action", "reject"), dial(network));
            ChannelFuture write = dead.writeAndFlush(Unpooled.copiedBuffer(new byte[] {1}));
            assertThat(write.awaitUninterruptibly().isSuccess()).isFalse();
            dead.close();
        }
    }

    @Test
    void isAPassThroughBehindAnotherNode() {
        try (TestNetwork network = TestNetwork.open()) {
            Dialer dialer = dialer(network);
            Channel placeholder = dial(network);
            TestDialRequest request = dialRequest(network, placeholder.eventLoop());
            Channel same =
                    Await.stageOn(
                            placeholder.eventLoop(), () -> dialer.handshake(placeholder, request));
            assertThat(same).isSameAs(placeholder);
            same.close();
        }
    }

    private static Channel dial(TestNetwork network) {
        Dialer dialer = dialer(network);
        TestDialRequest request = dialRequest(network, network.nextLoop());
        return Await.stageOn(request.eventLoop(), () -> dialer.dial(request));
    }

    private static Dialer dialer(TestNetwork network) {
        return new DirectDialerProvider()
                .create(NoOptions.NONE, new TestDialerContext(network, "", null));
    }

    private static TestDialRequest dialRequest(TestNetwork network, EventLoop loop) {
        return new TestDialRequest(network, loop, Target.tcp("", 0), network.refusingAddress());
    }

    private static Channel connect(TestNetwork network, Map<String, ?> metadata, Channel channel) {
        Connector connector =
                new DirectConnectorProvider()
                        .create(
                                DirectOptions.read(Options.of(metadata)),
                                new TestConnectorContext(network, null));
        return Await.stageOn(
                channel.eventLoop(),
                () ->
                        connector.connect(
                                channel,
                                new TestConnectRequest(network, channel.eventLoop(), TARGET)));
    }
}
