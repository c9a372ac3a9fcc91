package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.WireVector.Turn;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A recorded conversation about a port that a handler binds and about its visitors, who say {@code
 * ping-1}, {@code ping-2} … and get it back. Plays the client's part and theirs; the ports behind
 * each 127.0.0.1 are those of this time.
 */
public final class BindConversation {
    private static final String PING = "ping-";
    private static final String LOOPBACK = "7f000001";

    private final TestNetwork network;
    private final Peer client;
    private @Nullable InetSocketAddress bound;
    private @Nullable Peer visitor;
    private int visitors;

    private BindConversation(TestNetwork network, Peer client) {
        this.network = network;
        this.client = client;
    }

    /**
     * Plays a conversation up to the first end of a connection.
     *
     * @param network the test's network
     * @param vector the conversation
     * @param service the handler's service
     * @throws IOException when a connection breaks
     */
    public static void play(TestNetwork network, WireVector vector, InetSocketAddress service)
            throws IOException {
        Peer client = network.connect(service);
        BindConversation conversation = new BindConversation(network, client);
        for (Turn turn : vector.turns()) {
            if (!turn.event().isEmpty()) {
                break;
            }
            if (turn.isClients()) {
                conversation.say(turn);
            } else {
                conversation.hear(turn);
            }
        }
        assertThat(conversation.visitors).as("visitors").isPositive();
        client.close();
    }

    private void say(Turn turn) throws IOException {
        client.send(turn.bytes());
        Peer waiting = visitor;
        if (waiting != null && turn.text().contains(PING)) {
            String pong = PING + visitors;
            assertThat(waiting.receiveText(pong.length())).isEqualTo(pong);
            waiting.close();
        }
    }

    private void hear(Turn turn) throws IOException {
        int port = turn.text().contains(PING) ? visit() : 0;
        byte[] heard = client.receive(turn.bytes().length);
        int at = turn.hex().indexOf(LOOPBACK) / 2 + LOOPBACK.length() / 2;
        boolean named = turn.hex().contains(LOOPBACK);
        if (named && port == 0) {
            port = ByteBuffer.wrap(heard).getShort(at) & 0xffff;
            bound = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }
        byte[] wanted = turn.bytes();
        if (named) {
            ByteBuffer.wrap(wanted).putShort(at, (short) port);
        }
        assertThat(HexFormat.of().formatHex(heard)).isEqualTo(HexFormat.of().formatHex(wanted));
    }

    private int visit() throws IOException {
        InetSocketAddress address = bound;
        assertThat(address).as("bound address").isNotNull();
        Peer next = network.connect(address);
        visitor = next;
        visitors++;
        next.send(PING + visitors);
        return next.address().getPort();
    }
}
