package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;
import static io.gost.spi.testkit.Checks.expectFailure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gost.spi.DialerProvider;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What every dialer owes the runtime.
 *
 * <p>Implement it in a test class, name the dialer and who speaks the listener's part. Where the
 * listener is yours, too, implement {@link TransportContract} instead. All tests run over real
 * sockets.
 */
public interface DialerContract extends StreamContract {
    /**
     * Makes the dialer under test.
     *
     * @return the provider, as registered
     */
    DialerProvider<?> dialerProvider();

    /**
     * Speaks the listener's part.
     *
     * @return the node, which forwards; see {@link NodeSide#speaking}
     */
    NodeSide listenerSide();

    /**
     * Metadata of the dialer under test.
     *
     * @return key to value
     */
    default Map<String, ?> dialerMetadata() {
        return Map.of();
    }

    /** Nobody there is a failure, not a bug. */
    @Test
    default void dialerFailsWhenNobodyListens() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            expectFailure(rig.dial(network.refusingAddress(), false));
        }
    }

    /** The runtime's deadline closes the channel; the stage fails then. */
    @Test
    default void dialerGivesUpOnASilentServerWhenItsChannelIsClosed() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.manualServer();
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isNotInstanceOf(MultiplexingDialer.class);
            Channel channel = Await.result(network.dial(server.address(), network.nextLoop()));
            CompletionStage<Channel> ready = rig.handshake(channel, server.address());
            channel.close();
            expectFailure(ready);
        }
    }

    /** A session is opened for many, so that its opening has a deadline of its own. */
    @Test
    default void multiplexingDialerGivesUpOnASilentServerInTime() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.manualServer();
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isInstanceOf(MultiplexingDialer.class);
            CompletionStage<Channel> stream = rig.dial(server.address(), Duration.ofMillis(50));
            Await.until(
                    "opening a session with a silent server ends; bound it with Stages.within and"
                            + " the request's timeout",
                    () -> stream.toCompletableFuture().isDone());
            expectFailure(stream);
        }
    }

    /** Noise is a failure, without an exception falling off the pipeline. */
    @Test
    default void dialerFailsOnGarbage() {
        assumeCan(this, Capability.ANSWER);
        for (int seed = 0; seed < 16; seed++) {
            byte[] garbage = Payload.of(seed, 1 << seed);
            try (TestNetwork network = TestNetwork.open()) {
                LoopbackServer server = network.server(Behaviour.halfClosing(garbage));
                expectFailure(new TransportRig(network, this).dial(server.address(), false));
            }
        }
    }

    /** Closing a dialer twice is as good as once. */
    @Test
    default void dialerCanBeClosedTwice() {
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            rig.dialer().close();
            assertThatCode(() -> rig.dialer().close())
                    .as("closing a dialer again; let a second close() do nothing")
                    .doesNotThrowAnyException();
        }
    }

    /** Wherever the server hangs up within its handshake, that is a failure. */
    @Test
    default void dialerFailsWhenTheServerLeavesWithinItsHandshake() throws IOException {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isNotInstanceOf(MultiplexingDialer.class);
            for (byte[] words : Transcript.beginnings(rig.recordServer())) {
                LoopbackServer server = network.server(Behaviour.halfClosing(words));
                expectFailure(rig.dial(server.address(), false));
            }
        }
    }

    /** At whatever step the runtime gives up by closing the channel, the stage fails. */
    @Test
    default void dialerGivesUpAtEachStepWhenItsChannelIsClosed() throws IOException {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            TransportRig rig = new TransportRig(network, this);
            assumeThat(rig.dialer()).isNotInstanceOf(MultiplexingDialer.class);
            for (byte[] words : Transcript.beginnings(rig.recordServer())) {
                LoopbackServer server = network.manualServer();
                Channel channel = Await.result(network.dial(server.address(), network.nextLoop()));
                Transcript heard = new Transcript();
                channel.pipeline().addFirst(heard);
                CompletionStage<Channel> ready = rig.handshake(channel, server.address());
                server.accept().send(words);
                heard.awaitInbound(words.length, ready);
                channel.close();
                expectFailure(ready);
            }
        }
    }
}
