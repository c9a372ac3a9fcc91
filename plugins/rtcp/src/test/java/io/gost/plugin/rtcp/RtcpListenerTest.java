package io.gost.plugin.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Listener;
import io.gost.spi.ListenerStatus;
import io.gost.spi.NoOptions;
import io.gost.spi.support.HalfClose;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

class RtcpListenerTest {
    @Test
    void givesAwayWhoeverConnectsToTheBoundAddress() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Listener listener = listener(network);
            SocketAddress address = Await.result(listener.start(RtcpListenerTest::greet));
            for (int i = 0; i < 3; i++) {
                Peer visitor = network.connect(address);
                assertThat(visitor.receiveText(5)).isEqualTo("hello");
                visitor.close();
            }
            assertThat(listener.status()).contains(new ListenerStatus.Listening(address));
            Await.result(listener.stop());
        }
    }

    @Test
    void triesAgainUntilTheAddressCanBeBound() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().failBindings(Category.REFUSED);
            Listener listener = listener(network);
            var started = listener.start(RtcpListenerTest::greet);
            Await.until("the failure shows", () -> reason(listener) == Category.REFUSED);
            network.router().failBindings(null);

            Peer visitor = network.connect(Await.result(started));
            assertThat(visitor.receiveText(5)).isEqualTo("hello");
            visitor.close();
            Await.result(listener.stop());
        }
    }

    @Test
    void canBeStoppedWhileItWaits() {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().failBindings(Category.TIMEOUT);
            Listener listener = listener(network);
            var started = listener.start(RtcpListenerTest::greet);
            Await.result(listener.stop());

            assertThat(started.toCompletableFuture()).isCancelled();
        }
    }

    private static Category reason(Listener listener) {
        return listener.status().orElseThrow() instanceof ListenerStatus.Waiting(var reason)
                ? reason.category()
                : Category.INTERNAL;
    }

    private static Listener listener(TestNetwork network) {
        return new RtcpListenerProvider().create(NoOptions.NONE, new TestListenerContext(network));
    }

    private static void greet(Channel visitor) {
        visitor.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
        HalfClose.closeAfterFlush(visitor);
    }
}
