package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.testkit.LoopbackServer.Behaviour;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What every multiplexer owes the runtime: streams that behave as TCP does, and sessions that end
 * with their connection.
 *
 * <p>Implement it in a test class and name the multiplexer; its two sides are tested against each
 * other over real sockets.
 */
public interface MultiplexerContract extends Contract {
    /** Of bytes that are another stream's. */
    String APART = "bytes of one of several streams; they go to the stream that the frame names";

    /** Of a stream that is still there. */
    String ENDED = "the streams of a session end with it, however it ends";

    /** Of a stream that is not there any more. */
    String RETIRED =
            "a stream of a retired session ended; its streams go on, and it ends with the last";

    /** Of a stream that came later than its server would have liked. */
    String SERVED =
            "a session that its server retired refused a stream; the client cannot know, so take"
                    + " its streams as long as the session lives";

    /**
     * Makes the multiplexer under test.
     *
     * @return the provider, as registered
     */
    MultiplexerProvider<?> multiplexerProvider();

    /**
     * Metadata of the multiplexer under test.
     *
     * @return key to value
     */
    default Map<String, ?> multiplexerMetadata() {
        return Map.of();
    }

    /** Bytes go through unchanged, both ways at the same time. */
    @Test
    default void multiplexerCarriesOneMebibyteEachWayUnchanged() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            new MultiplexerRig(network, this).tunnels().carriesOneMebibyteEachWay();
        }
    }

    /** No frame relies on arriving in one piece. */
    @Test
    default void multiplexerUnderstandsFramesThatArriveByteByByte() {
        try (TestNetwork network = TestNetwork.open()) {
            TunnelChecks tunnels = new MultiplexerRig(network, this).trickling().tunnels();
            Checks.expectPiecesUnderstood(tunnels::carriesAFewBytes);
        }
    }

    /** The end of a client's output reaches the server, and answers still come back. */
    @Test
    default void multiplexerPassesOnTheEndOfTheClientsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            new MultiplexerRig(network, this).tunnels().carriesTheEndOfTheClientsOutput();
        }
    }

    /** The end of a server's output reaches the client, and its bytes still go out. */
    @Test
    default void multiplexerPassesOnTheEndOfTheServersOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            new MultiplexerRig(network, this).tunnels().carriesTheEndOfTheTargetsOutput();
        }
    }

    /** Back pressure: from a server that does not read to its client. */
    @Test
    default void multiplexerStopsAClientWhoseServerDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            new MultiplexerRig(network, this).tunnels().stopsAClientWhoseTargetDoesNotRead();
        }
    }

    /** Back pressure: from a client that does not read to its server. */
    @Test
    default void multiplexerStopsAServerWhoseClientDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            new MultiplexerRig(network, this).tunnels().stopsATargetWhoseClientDoesNotRead();
        }
    }

    /** Streams do not mix. */
    @Test
    default void multiplexerKeepsManyStreamsApart() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            List<Peer> streams = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                streams.add(rig.open(false));
                streams.get(i).send(Payload.of(i, 5_000));
            }
            for (int i = 0; i < streams.size(); i++) {
                assertThat(Checks.receive(streams.get(i), 5_000, APART))
                        .as(APART)
                        .isEqualTo(Payload.of(i, 5_000));
            }
            assertThat(rig.client().streams())
                    .as("what streams() says of open streams")
                    .isEqualTo(streams.size());
            streams.forEach(Peer::close);
            Await.until("all streams have ended", () -> rig.client().streams() == 0);
        }
    }

    /** A session ends with its connection: its streams close, and it opens no more of them. */
    @Test
    default void multiplexerEndsItsSessionWithTheConnection() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            Peer stream = rig.open(false);
            stream.send(new byte[] {1});
            assertThat(stream.receive(1)).containsExactly(1);
            rig.carrier().close();
            Checks.expectClosed(stream, ENDED);
            expectEnded(rig.client());
        }
    }

    /** A session that is closed, once or twice, is no different. */
    @Test
    default void multiplexerClosesItsSession() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            Peer stream = rig.open(false);
            rig.client().close();
            rig.client().close();
            Checks.expectClosed(stream, ENDED);
            expectEnded(rig.client());
        }
    }

    /** A retired session lets its streams go on, opens no more, and ends with the last of them. */
    @Test
    default void multiplexerRetiresItsSession() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            Peer stream = rig.open(false);
            rig.client().retire();
            assertThat(rig.client().isOpen()).as("a retired session takes streams").isFalse();
            stream.send(new byte[] {1});
            assertThat(Checks.receive(stream, 1, RETIRED)).containsExactly(1);
            stream.close();
            expectEnded(rig.client());
        }
    }

    /** A client knows nothing of it when its server retires the session, and is served on. */
    @Test
    default void multiplexerTakesStreamsOfASessionThatItsServerRetired() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            Peer held = rig.open(false);
            held.send(new byte[] {1});
            assertThat(held.receive(1)).containsExactly(1);
            rig.server().retire();
            Peer later = rig.open(false);
            later.send(new byte[] {2});
            assertThat(Checks.receive(later, 1, SERVED)).containsExactly(2);
            held.close();
            later.close();
            Await.result(rig.server().closed());
            expectEnded(rig.client());
        }
    }

    /** Noise ends a session, without an exception falling off the pipeline. */
    @Test
    default void multiplexerClosesOnGarbage() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().route(network.server(Behaviour.ECHO));
            MultiplexerRig rig = new MultiplexerRig(network, this);
            for (int seed = 0; seed < 16; seed++) {
                Peer client = network.connect(rig.address());
                Checks.sendToTheEnd(client, Payload.of(seed, 1 << seed));
                client.expectClosed();
                client.close();
            }
        }
    }

    private static void expectEnded(MultiplexSession session) {
        Await.result(session.closed());
        assertThat(session.isOpen()).as("an ended session takes streams").isFalse();
        assertThat(session.streams()).as("streams of an ended session").isZero();
        Category failure = null;
        try {
            Await.result(session.open()).close();
        } catch (GostException e) {
            failure = e.category();
        }
        assertThat(failure)
                .as("what open() of an ended session fails with")
                .isEqualTo(Category.UNREACHABLE);
    }
}
