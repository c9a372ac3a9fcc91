package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class OutboundTest {
    private static final int LARGE = 20_000;

    private final Sockets sockets = Sockets.open(2, NOPLogger.NOP_LOGGER);
    private final LoopbackDns dns =
            LoopbackDns.knowing(
                    Map.of(
                            "second-works.test", List.of("127.0.0.2", "127.0.0.1"),
                            "here.test", List.of("127.0.0.1")));
    private final Names names =
            new Names(sockets, new SingletonDnsServerAddressStreamProvider(dns.address()));
    private final Outbound outbound = new Outbound(sockets, names);
    private final EventLoop loop = sockets.nextLoop();

    @AfterEach
    void close() {
        names.close();
        sockets.close();
        dns.close();
    }

    @Test
    void triesTheNextAddressWhenOneRefuses() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            Channel channel = connect(Target.tcp("second-works.test", server.getLocalPort()));
            assertThat(channel.remoteAddress()).isEqualTo(server.getLocalSocketAddress());
            assertThat(channel.eventLoop()).isSameAs(loop);
        }
    }

    @Test
    void failsWithTheLastAddressesReason() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            port = server.getLocalPort();
        }
        expect(Category.REFUSED, Target.tcp("second-works.test", port));
    }

    @Test
    void failuresAreStagesAndNeverThrown() {
        expect(Category.RESOLVE, Target.tcp("unknown.test", 80));
        expect(Category.RESOLVE, new Target(Network.TCP4, "::1", 80));
        expect(Category.CONFIG, new Target(Network.UNIX, "/tmp/socket", 0));
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Await.result(outbound.associate(Network.TCP, loop)))
                .returns(Category.CONFIG, GostException::category);
    }

    @Test
    void givingUpDuringTheLookUpLeavesNothing() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            server.setSoTimeout(1);
            Target target = Target.tcp("here.test", server.getLocalPort());
            Await.on(
                    loop,
                    () -> outbound.connect(target, SocketOptions.DEFAULT, loop).cancel(false));
            // The name is known from now on, so the look-up above is over, too.
            Await.result(names.resolve(target, loop));
            assertThatExceptionOfType(IOException.class).isThrownBy(server::accept);
        }
    }

    @Test
    void givingUpDuringTheLookUpOfAnAddressToBindFreesIt() throws IOException {
        int port;
        try (DatagramSocket free = peer()) {
            port = free.getLocalPort();
        }
        HostNetwork network = new HostNetwork(sockets, names, outbound, new DrainingSockets());
        Target address = new Target(Network.UDP, "here.test", port);
        Await.on(loop, () -> network.bindDatagrams(address, loop).cancel(false));
        Channel second = Await.stageOn(loop, () -> network.bindDatagrams(address, loop));
        assertThat(((InetSocketAddress) second.localAddress()).getPort()).isEqualTo(port);
    }

    @Test
    void anAssociationTalksToManyPeersByAddressAndByName() throws IOException {
        try (DatagramSocket first = peer();
                DatagramSocket second = peer()) {
            Channel channel = Await.result(outbound.associate(Network.UDP, loop));
            LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
            loop.execute(() -> Parking.takeOver(channel, new Receiver(received)));
            send(channel, "127.0.0.1", first.getLocalPort(), 3);
            send(channel, "here.test", second.getLocalPort(), LARGE);
            DatagramPacket small = receive(first);
            assertThat(small.getLength()).isEqualTo(3);
            assertThat(receive(second).getLength()).isEqualTo(LARGE);
            int port = ((InetSocketAddress) channel.localAddress()).getPort();
            for (int length : new int[] {5, LARGE, 0}) {
                first.send(new DatagramPacket(new byte[length], length, NetUtil.LOCALHOST4, port));
                assertThat(poll(received))
                        .isEqualTo(length + " from 127.0.0.1:" + first.getLocalPort());
            }
        }
    }

    @Test
    void aDatagramThatCannotBeSentIsDroppedAndTheNextOneGoes() throws IOException {
        try (DatagramSocket peer = peer()) {
            Channel channel = Await.result(outbound.associate(Network.UDP4, loop));
            loop.execute(
                    () -> Parking.takeOver(channel, new Receiver(new LinkedBlockingQueue<>())));
            assertThat(send(channel, "unknown.test", 9, 1).isSuccess()).isTrue();
            assertThat(send(channel, "::1", 9, 1).isSuccess()).isTrue();
            assertThat(send(channel, "127.0.0.1", 0, 1).isSuccess()).isTrue();
            assertThat(send(channel, "127.0.0.1", 9, 70_000).isSuccess()).isTrue();
            for (int i = 0; i < 1_000; i++) {
                channel.write(datagram("unknown" + i + ".test", 9, 1), channel.voidPromise());
            }
            assertThat(send(channel, "127.0.0.1", peer.getLocalPort(), 4).isSuccess()).isTrue();
            assertThat(receive(peer).getLength()).isEqualTo(4);
            assertThat(channel.isActive()).isTrue();
        }
    }

    private Channel connect(Target target) {
        return Await.stageOn(loop, () -> outbound.connect(target, SocketOptions.DEFAULT, loop));
    }

    private void expect(Category category, Target target) {
        // From a thread that is not the loop.
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(
                        () -> Await.result(outbound.connect(target, SocketOptions.DEFAULT, loop)))
                .returns(category, GostException::category);
    }

    private static io.netty.channel.ChannelFuture send(
            Channel channel, String host, int port, int length) {
        return channel.writeAndFlush(datagram(host, port, length)).awaitUninterruptibly();
    }

    private static Datagram datagram(String host, int port, int length) {
        return new Datagram(
                new Target(Network.UDP, host, port), Unpooled.wrappedBuffer(new byte[length]));
    }

    private static DatagramSocket peer() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, NetUtil.LOCALHOST4);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return packet;
    }

    private static String poll(LinkedBlockingQueue<String> received) {
        try {
            return String.valueOf(received.poll(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static final class Receiver extends SimpleChannelInboundHandler<Datagram> {
        private final LinkedBlockingQueue<String> received;

        Receiver(LinkedBlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Datagram datagram) {
            received.add(datagram.content().readableBytes() + " from " + datagram.address());
        }
    }
}
