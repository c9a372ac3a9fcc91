package io.gost.plugin.rudp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Listener;
import io.gost.spi.ListenerStatus;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class RudpListenerTest {
    private final List<Channel> sessions = new CopyOnWriteArrayList<>();

    @Test
    void everyAddressThatSendsGetsASessionOfItsOwn() throws IOException {
        try (TestNetwork network = TestNetwork.open();
                DatagramSocket one = visitor();
                DatagramSocket other = visitor()) {
            Listener listener = listener(network);
            SocketAddress address = Await.result(listener.start(this::echo));
            assertThat(listener.network()).isEqualTo(Network.UDP);
            assertThat(listener.status()).contains(new ListenerStatus.Listening(address));
            assertThat(ask(one, address, "one")).isEqualTo("one");
            assertThat(ask(other, address, "other")).isEqualTo("other");
            assertThat(ask(one, address, "again")).isEqualTo("again");
            assertThat(sessions)
                    .extracting(Channel::remoteAddress)
                    .containsExactly(one.getLocalSocketAddress(), other.getLocalSocketAddress());
            Await.result(listener.stop());
            Await.until("sessions have ended", () -> sessions.stream().noneMatch(Channel::isOpen));
        }
    }

    @Test
    void triesAgainUntilTheAddressCanBeBound() throws IOException {
        try (TestNetwork network = TestNetwork.open();
                DatagramSocket visitor = visitor()) {
            network.router().failBindings(Category.REFUSED);
            Listener listener = listener(network);
            var started = listener.start(this::echo);
            Await.until("the failure shows", () -> reason(listener) == Category.REFUSED);
            network.router().failBindings(null);

            assertThat(ask(visitor, Await.result(started), "hello")).isEqualTo("hello");
            Await.result(listener.stop());
        }
    }

    private static Category reason(Listener listener) {
        return listener.status().orElseThrow() instanceof ListenerStatus.Waiting(var reason)
                ? reason.category()
                : Category.INTERNAL;
    }

    private static Listener listener(TestNetwork network) {
        RudpListenerProvider provider = new RudpListenerProvider();
        return provider.create(
                provider.read(Options.of(Map.of())), new TestListenerContext(network));
    }

    private void echo(Channel session) {
        sessions.add(session);
        Parking.takeOver(
                session,
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                        ctx.writeAndFlush(msg);
                    }
                });
    }

    private static DatagramSocket visitor() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(DatagramSocket visitor, SocketAddress address, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        visitor.send(new DatagramPacket(bytes, bytes.length, address));
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        visitor.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }
}
