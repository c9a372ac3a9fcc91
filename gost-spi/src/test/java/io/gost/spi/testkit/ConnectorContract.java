package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;
import static io.gost.spi.testkit.Checks.expectAgreement;
import static io.gost.spi.testkit.Checks.expectFailure;
import static io.gost.spi.testkit.Checks.expectRefusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer.Behaviour;
import io.gost.spi.testkit.Transcript.Turn;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What every connector owes the runtime.
 *
 * <p>Implement it in a test class, name the connector and who speaks the node's part. All tests run
 * over real sockets.
 */
public interface ConnectorContract extends Contract {
    /** Where bytes right behind an answer belong. */
    String BEHIND =
            "bytes right behind the answer are missing; leave what follows it on the channel: fire"
                    + " it on once the channel is parked, as HandshakePhase does";

    /** Of tests with the right password. */
    String LOGIN =
            "the node refused the right user; say what context.credentials() holds, before or with"
                    + " the request";

    /**
     * Makes the connector under test.
     *
     * @return the provider, as registered
     */
    ConnectorProvider<?> connectorProvider();

    /**
     * Speaks the node's part, best the plugin's own handler.
     *
     * @return the node
     */
    NodeSide nodeSide();

    /**
     * Metadata of the connector under test.
     *
     * @return key to value
     */
    default Map<String, ?> connectorMetadata() {
        return Map.of();
    }

    /** Bytes go through unchanged, both ways at the same time. */
    @Test
    default void connectorCarriesOneMebibyteEachWayUnchanged() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesOneMebibyteEachWay();
        }
    }

    /** No phase relies on a message arriving in one piece. */
    @Test
    default void connectorUnderstandsAnAnswerThatArrivesByteByByte() {
        try (TestNetwork network = TestNetwork.open()) {
            SocketAddress node = node(network, null);
            ConnectorCall call = call(network, null);
            TunnelChecks tunnels =
                    new TunnelChecks(
                            network,
                            (target, _) -> {
                                Channel channel = call.dial(node);
                                channel.pipeline().addFirst(new Trickle());
                                return network.bridge(call.connect(channel, target));
                            });
            Checks.expectPiecesUnderstood(tunnels::carriesAFewBytes);
        }
    }

    /** Bytes of the target that arrive together with the node's answer reach the client. */
    @Test
    default void connectorKeepsBytesThatArriveRightBehindTheAnswer() throws IOException {
        assumeCan(this, Capability.ANSWER);
        assumeCan(this, Capability.REPLAY);
        try (TestNetwork network = TestNetwork.open()) {
            byte[] early = Payload.of(6, 2_000);
            Target target = network.router().route(network.server(Behaviour.ECHO));
            List<Turn> script = record(network, target);
            LoopbackServer node = network.server(peer -> replay(peer, script, early));
            ConnectorCall call = call(network, null);
            Peer client = network.bridge(call.connect(call.dial(node.address()), target));
            assertThat(Checks.receive(client, early.length, BEHIND)).isEqualTo(early);
            client.close();
        }
    }

    /** What a target says first reaches the client. */
    @Test
    default void connectorPassesOnWhatTheTargetSaysFirst() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesWhatTheTargetSaysFirst();
        }
    }

    /** The end of the client's output reaches the target, and answers still come back. */
    @Test
    default void connectorPassesOnTheEndOfTheClientsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesTheEndOfTheClientsOutput();
        }
    }

    /** The end of the target's output reaches the client, and its bytes still go out. */
    @Test
    default void connectorPassesOnTheEndOfTheTargetsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesTheEndOfTheTargetsOutput();
        }
    }

    /** Back pressure: from a target that does not read to the client. */
    @Test
    default void connectorStopsAClientWhoseTargetDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).stopsAClientWhoseTargetDoesNotRead();
        }
    }

    /** Back pressure: from a client that does not read to the target. */
    @Test
    default void connectorStopsATargetWhoseClientDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).stopsATargetWhoseClientDoesNotRead();
        }
    }

    /** The right password opens the tunnel. */
    @Test
    default void connectorLogsIn() throws IOException {
        assumeCan(this, Capability.CREDENTIALS);
        try (TestNetwork network = TestNetwork.open()) {
            SocketAddress node = node(network, HandlerContract.USER);
            TunnelChecks.Opening opening = opening(network, node, HandlerContract.USER);
            new TunnelChecks(
                            network,
                            (target, narrow) ->
                                    expectAgreement(() -> opening.open(target, narrow), LOGIN))
                    .carriesAFewBytes();
        }
    }

    /** A wrong password is a failure, and so is none; the channel is closed. */
    @Test
    default void connectorFailsWhenItsLoginIsRefused() {
        assumeCan(this, Capability.CREDENTIALS);
        try (TestNetwork network = TestNetwork.open()) {
            SocketAddress node = node(network, HandlerContract.USER);
            Target target = network.router().route(network.server(Behaviour.ECHO));
            Credentials wrong = Credentials.of(HandlerContract.USER.username(), "wrong");
            expectRefused(network, node, wrong, target);
            expectRefused(network, node, null, target);
        }
    }

    /** Whatever the node could not do, the stage says so and the channel is closed. */
    @Test
    default void connectorFailsWhateverFailsBehindTheNode() {
        for (Category category : Category.values()) {
            try (TestNetwork network = TestNetwork.open()) {
                Target target = Target.tcp("target.test", 4_711);
                network.router().fail(target, category);
                expectRefused(network, node(network, null), null, target);
            }
        }
    }

    /** The runtime's deadline closes the channel; the stage fails then. */
    @Test
    default void connectorGivesUpOnASilentNodeWhenItsChannelIsClosed() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer node = network.manualServer();
            ConnectorCall call = call(network, null);
            Channel channel = call.dial(node.address());
            CompletionStage<Channel> tunnel = call.start(channel, Target.tcp("target.test", 4_711));
            node.accept();
            channel.close();
            expectFailure(tunnel);
        }
    }

    /** A node that hangs up is a failure. */
    @Test
    default void connectorFailsWhenTheNodeHangsUp() {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer node = network.server(Behaviour.CLOSING);
            ConnectorCall call = call(network, null);
            Channel channel = call.dial(node.address());
            expectFailure(call.start(channel, Target.tcp("target.test", 4_711)));
        }
    }

    /** Noise is a failure, without an exception falling off the pipeline. */
    @Test
    default void connectorFailsOnGarbage() {
        assumeCan(this, Capability.ANSWER);
        for (int seed = 0; seed < 16; seed++) {
            byte[] garbage = Payload.of(seed, 1 << seed);
            try (TestNetwork network = TestNetwork.open()) {
                LoopbackServer node = network.server(Behaviour.halfClosing(garbage));
                ConnectorCall call = call(network, null);
                Channel channel = call.dial(node.address());
                expectFailure(call.start(channel, Target.tcp("target.test", 4_711)));
            }
        }
    }

    /** Wherever the node hangs up within its answer, that is a failure. */
    @Test
    default void connectorFailsWhenTheNodeLeavesWithinItsAnswer() throws IOException {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            Target target = network.router().route(network.server(Behaviour.ECHO));
            for (byte[] words : Transcript.beginnings(record(network, target))) {
                LoopbackServer node = network.server(Behaviour.halfClosing(words));
                ConnectorCall call = call(network, null);
                expectFailure(call.start(call.dial(node.address()), target));
            }
        }
    }

    /** At whatever step the runtime gives up by closing the channel, the stage fails. */
    @Test
    default void connectorGivesUpAtEachStepWhenItsChannelIsClosed() throws IOException {
        assumeCan(this, Capability.ANSWER);
        try (TestNetwork network = TestNetwork.open()) {
            Target target = network.router().route(network.server(Behaviour.ECHO));
            for (byte[] words : Transcript.beginnings(record(network, target))) {
                LoopbackServer node = network.manualServer();
                ConnectorCall call = call(network, null);
                Channel channel = call.dial(node.address());
                Transcript heard = new Transcript();
                channel.pipeline().addFirst(heard);
                CompletionStage<Channel> tunnel = call.start(channel, target);
                node.accept().send(words);
                heard.awaitInbound(words.length, tunnel);
                channel.close();
                expectFailure(tunnel);
            }
        }
    }

    /** Who is answered hears of a refusal; others only see that the connection ends. */
    private void expectRefused(
            TestNetwork network,
            SocketAddress node,
            @Nullable Credentials credentials,
            Target target) {
        if (without().contains(Capability.ANSWER)) {
            expectRefusal(() -> opening(network, node, credentials).open(target, false));
        } else {
            ConnectorCall call = call(network, credentials);
            expectFailure(call.start(call.dial(node), target));
        }
    }

    private SocketAddress node(TestNetwork network, @Nullable Credentials credentials) {
        if (without().contains(Capability.TARGET)) {
            network.router().forwardToLatest();
        }
        return nodeSide().start(network, credentials);
    }

    private ConnectorCall call(TestNetwork network, @Nullable Credentials credentials) {
        return new ConnectorCall(network, connectorProvider(), connectorMetadata(), credentials);
    }

    private TunnelChecks tunnels(TestNetwork network) {
        return new TunnelChecks(network, opening(network, node(network, null), null));
    }

    private TunnelChecks.Opening opening(
            TestNetwork network, SocketAddress node, @Nullable Credentials credentials) {
        ConnectorCall call = call(network, credentials);
        return (target, narrow) ->
                network.bridge(
                        call.connect(call.dial(node), target), narrow ? TestNetwork.NARROW : 0);
    }

    /** What is said until the tunnel stands; inbound is what the node says. */
    private List<Turn> record(TestNetwork network, Target target) throws IOException {
        Transcript transcript = new Transcript();
        ConnectorCall call = call(network, null);
        Channel channel = call.dial(node(network, null));
        channel.pipeline().addFirst(transcript);
        Channel tunnel = call.connect(channel, target);
        Await.on(
                channel.eventLoop(),
                () -> {
                    transcript.stop();
                    return true;
                });
        tunnel.close();
        return transcript.turns();
    }

    /** Speaks the node's part again, with bytes right behind the last word. */
    private static void replay(Peer peer, List<Turn> script, byte[] early) throws IOException {
        Deque<Turn> turns = new ArrayDeque<>(script);
        while (turns.size() > 1) {
            speak(peer, turns.remove());
        }
        Turn last = turns.remove();
        if (!last.inbound()) {
            throw new AssertionError("the node never answered");
        }
        byte[] both = java.util.Arrays.copyOf(last.bytes(), last.bytes().length + early.length);
        System.arraycopy(early, 0, both, last.bytes().length, early.length);
        peer.send(both);
        peer.expectClosed();
        peer.close();
    }

    private static void speak(Peer peer, Turn turn) throws IOException {
        if (turn.inbound()) {
            peer.send(turn.bytes());
        } else {
            peer.receive(turn.bytes().length);
        }
    }
}
