package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What every tunnel owes its two ends, whatever it is made of. */
final class TunnelChecks {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "pong!".getBytes(StandardCharsets.US_ASCII);
    private static final int FLOOD = 8 << 20;
    private static final int BLOCK = 16 << 10;
    private static final int QUIET_TURNS = 50;

    /** High-water mark, one read and the overhead of layers, with room to spare. */
    private static final long PENDING_BOUND = 512 << 10;

    /** All buffers of all channels of a tunnel, the kit's own included. */
    private static final long MEMORY_BOUND = 4 << 20;

    private static final String ALL =
            "not all bytes arrived; pass on every one, and whoever waits for room has to hear of it"
                    + " when there is some";
    private static final String TARGET_FIRST =
            "what the target says first did not arrive; relay both ways at once, as session.relay"
                    + " does, and leave to it what does not belong to the handshake";
    private static final String END =
            "one side ended its output, and the other did not hear of it; let the event of"
                    + " HalfClose.isEndOfInput pass, and end the output with"
                    + " HalfClose.shutdownOutput";
    private static final String OTHER_WAY =
            "one end of input ended both ways; the other direction goes on: let session.relay copy,"
                    + " and end the output alone with HalfClose.shutdownOutput";

    private final TestNetwork network;
    private final Opening opening;
    private final byte[] firstWord;

    /** Opens the tunnel under test. */
    @FunctionalInterface
    interface Opening {
        /**
         * Opens one tunnel.
         *
         * @param target a target the router knows
         * @param narrow whether the client's socket shall take in little
         */
        Peer open(Target target, boolean narrow) throws IOException;
    }

    TunnelChecks(TestNetwork network, Opening opening) {
        this(network, opening, new byte[0]);
    }

    /**
     * Makes checks of tunnels that the target hears of with the client's first word.
     *
     * @param firstWord what every client says before anything else
     */
    TunnelChecks(TestNetwork network, Opening opening, byte[] firstWord) {
        this.network = network;
        this.opening = opening;
        this.firstWord = firstWord;
    }

    /** One mebibyte each way, both at the same time. */
    void carriesOneMebibyteEachWay() throws IOException {
        LoopbackServer server = network.manualServer();
        Peer client = open(server, false);
        Peer target = accept(server);
        byte[] up = Payload.of(1, Payload.MEBIBYTE);
        byte[] down = Payload.of(2, Payload.MEBIBYTE);
        CompletableFuture<?> sending = network.blocking(() -> send(client, up));
        CompletableFuture<?> answering = network.blocking(() -> send(target, down));
        CompletableFuture<byte[]> received =
                network.blocking(() -> Checks.receive(target, Payload.MEBIBYTE, ALL));
        assertThat(Checks.receive(client, Payload.MEBIBYTE, ALL)).isEqualTo(down);
        assertThat(Await.result(received)).isEqualTo(up);
        Await.result(sending);
        Await.result(answering);
        client.close();
        target.expectClosed();
    }

    /** A few bytes there and back. */
    void carriesAFewBytes() throws IOException {
        LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
        Peer client = open(server, false);
        assertThat(client.receive(firstWord.length)).isEqualTo(firstWord);
        client.send(PING);
        assertThat(client.receive(PING.length)).isEqualTo(PING);
        client.close();
        server.awaitFinished();
    }

    /** The target speaks first, at once. */
    void carriesWhatTheTargetSaysFirst() throws IOException {
        byte[] greeting = Payload.of(3, 3_000);
        LoopbackServer server = network.server(LoopbackServer.Behaviour.greeting(greeting));
        Peer client = open(server, false);
        assertThat(Checks.receive(client, greeting.length, TARGET_FIRST)).isEqualTo(greeting);
        client.send(PING);
        assertThat(client.receive(PING.length)).isEqualTo(PING);
        client.close();
        server.awaitFinished();
    }

    /** The client ends its output, and the target's answer still arrives. */
    void carriesTheEndOfTheClientsOutput() throws IOException {
        LoopbackServer server = network.manualServer();
        Peer client = open(server, false);
        Peer target = accept(server);
        client.send(PING);
        client.endOutput();
        assertThat(Checks.receiveToEnd(target, END)).as(OTHER_WAY).isEqualTo(PING);
        target.send(PONG);
        assertThat(Checks.receive(client, PONG.length, OTHER_WAY)).isEqualTo(PONG);
        target.close();
        client.expectEnd();
    }

    /** The target ends its output, and what the client still says arrives. */
    void carriesTheEndOfTheTargetsOutput() throws IOException {
        LoopbackServer server = network.manualServer();
        Peer client = open(server, false);
        Peer target = accept(server);
        target.send(PONG);
        target.endOutput();
        assertThat(Checks.receiveToEnd(client, END)).as(OTHER_WAY).isEqualTo(PONG);
        client.send(PING);
        assertThat(Checks.receive(target, PING.length, OTHER_WAY)).isEqualTo(PING);
        client.close();
        target.expectEnd();
    }

    /** A target that does not read stops the client, not the heap. */
    void stopsAClientWhoseTargetDoesNotRead() throws IOException {
        LoopbackServer server = network.narrowServer();
        Peer client = open(server, false);
        floodAndDrain(client, accept(server));
        client.close();
    }

    /** A client that does not read stops the target, not the heap. */
    void stopsATargetWhoseClientDoesNotRead() throws IOException {
        LoopbackServer server = network.manualServer();
        Peer client = open(server, true);
        floodAndDrain(accept(server), client);
        client.close();
    }

    private Peer open(LoopbackServer server, boolean narrow) throws IOException {
        Peer client = opening.open(network.router().route(server), narrow);
        client.send(firstWord);
        return client;
    }

    private Peer accept(LoopbackServer server) throws IOException {
        Peer target = server.accept();
        assertThat(target.receive(firstWord.length)).isEqualTo(firstWord);
        return target;
    }

    private void floodAndDrain(Peer from, Peer to) throws IOException {
        byte[] flood = Payload.of(4, FLOOD);
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<?> flooding =
                network.blocking(
                        () -> {
                            OutputStream output = from.socket().getOutputStream();
                            for (int i = 0; i < FLOOD; i += BLOCK) {
                                output.write(flood, i, BLOCK);
                                sent.addAndGet(BLOCK);
                            }
                            return null;
                        });
        awaitQuiet(sent);
        assertThat(sent.get())
                .as(
                        "bytes taken although nobody reads; let session.relay copy, or turn"
                                + " auto-read off while the other side is not writable")
                .isLessThan(FLOOD);
        assertThat(network.heldBytes())
                .as(
                        "bytes of all buffers, while nobody reads; let session.relay copy, or turn"
                                + " auto-read off while the other side is not writable")
                .isLessThan(MEMORY_BOUND);
        for (Channel channel : network.openChannels()) {
            assertThat(pending(channel))
                    .as("pending bytes of %s", channel)
                    .isLessThan(PENDING_BOUND);
        }
        assertThat(to.receive(FLOOD)).isEqualTo(flood);
        Await.result(flooding);
    }

    /** Until nothing was sent although everybody had many turns to take it on. */
    private void awaitQuiet(AtomicInteger sent) {
        int[] seen = {-1, 0};
        Await.until(
                "the flood is held back",
                () -> {
                    network.awaitTurns();
                    int now = sent.get();
                    seen[1] = now > 0 && now == seen[0] ? seen[1] + 1 : 0;
                    seen[0] = now;
                    return seen[1] > QUIET_TURNS;
                });
    }

    private static long pending(Channel channel) {
        return Await.on(
                channel.eventLoop(),
                () -> {
                    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
                    return buffer == null ? 0L : buffer.totalPendingWriteBytes();
                });
    }

    private static Void send(Peer peer, byte[] bytes) throws IOException {
        peer.send(bytes);
        return null;
    }
}
