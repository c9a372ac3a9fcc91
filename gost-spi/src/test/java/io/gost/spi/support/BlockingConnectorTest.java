package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** What the contract test of a blocking connector does not show. */
final class BlockingConnectorTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private static final Target TARGET = Target.tcp("target.test", 80);

    @Test
    void aSilentNodeIsATimeout() {
        assertFails(
                Category.TIMEOUT,
                "test node did not answer within 20ms",
                Duration.ofMillis(20),
                (input, _, _) -> input.read());
    }

    @Test
    void aBugIsABug() {
        assertFails(
                Category.INTERNAL,
                "bug",
                Duration.ZERO,
                (_, _, _) -> {
                    throw new IllegalStateException("bug");
                });
    }

    @Test
    void aNodeThatLeavesEarlyBreaksTheHandshake() {
        assertFails(
                Category.HANDSHAKE,
                "test node ended the connection during the handshake",
                Duration.ZERO,
                (_, _, _) -> {
                    throw new EOFException();
                });
    }

    @Test
    void aRefusalKeepsItsCategoryAndCause() {
        assertFails(
                Category.DENIED,
                "no",
                Duration.ZERO,
                (_, _, _) -> {
                    throw new GostException(Category.DENIED, "no", new EOFException());
                });
    }

    @Test
    void theTargetIsHandedOver() {
        assertFails(
                Category.LIMIT,
                "target.test:80",
                Duration.ZERO,
                (_, _, target) -> {
                    throw new GostException(Category.LIMIT, target.toString());
                });
    }

    private static void assertFails(
            Category category, String message, Duration timeout, Dialogue dialogue) {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(Behaviour.SILENT);
            Channel channel = Await.result(network.dial(server.address(), network.nextLoop()));
            BlockingConnector connector =
                    new BlockingConnector(
                            new TestConnectorContext(network, null), "test node", timeout) {
                        @Override
                        protected void connect(
                                InputStream input, OutputStream output, Target target)
                                throws IOException {
                            dialogue.speak(input, output, target);
                        }
                    };
            TestConnectRequest request =
                    new TestConnectRequest(network, channel.eventLoop(), TARGET);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    Await.stageOn(
                                            channel.eventLoop(),
                                            () -> connector.connect(channel, request)))
                    .withMessage(message)
                    .satisfies(e -> assertThat(e.category()).isEqualTo(category));
            Await.until("the channel is closed", () -> !channel.isOpen());
        }
    }

    @FunctionalInterface
    private interface Dialogue {
        void speak(InputStream input, OutputStream output, Target target) throws IOException;
    }
}
