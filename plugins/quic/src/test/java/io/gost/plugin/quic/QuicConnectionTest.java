package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class QuicConnectionTest {
    private static final String KEY = "0123456789abcdef";

    @Test
    void requestsShareOneConnection() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            List<Peer> tunnels = open(rig, 20);
            assertThat(rig.connections()).isEqualTo(1);
            closeAll(tunnels);
        }
    }

    @Test
    void thereIsAnotherConnectionWhenTheServerAllowsNoMoreStreams() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of("maxStreams", 4), Map.of());
            List<Peer> tunnels = open(rig, 10);
            assertThat(rig.connections()).isEqualTo(3);
            closeAll(tunnels);
        }
    }

    @Test
    void streamsThatHaveEndedMakeRoomForOthers() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of("maxStreams", 4), Map.of());
            for (int i = 0; i < 40; i++) {
                closeAll(open(rig, 1));
            }
            assertThat(rig.connections()).isLessThanOrEqualTo(2);
        }
    }

    /** What could lie around for them together is more than quiche would let a connection have. */
    @Test
    void readersThatHaveStoppedDoNotStopTheOthers() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            List<Channel> stalled = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Channel stream = rig.dial();
                stream.writeAndFlush(QuicRig.FLOOD.retainedDuplicate());
                stalled.add(stream);
            }
            Peer tunnel = rig.open();
            for (int i = 0; i < 8; i++) {
                echo(tunnel, new byte[256 << 10]);
            }
            assertThat(rig.connections()).isEqualTo(1);
            closeAll(List.of(tunnel));
            stalled.forEach(Channel::close);
        }
    }

    @Test
    void bothSidesHideTheirDatagramsWithTheSameKey() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            Map<String, ?> hidden = Map.of("cipherKey", KEY);
            closeAll(open(new QuicRig(network, hidden, hidden), 3));
        }
    }

    @Test
    void aClientWithAnotherKeyGetsNoAnswer() {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig =
                    new QuicRig(
                            network,
                            Map.of("cipherKey", KEY),
                            Map.of("cipherKey", KEY + KEY, "handshakeTimeout", "300ms"));
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(rig::open)
                    .satisfies(e -> assertThat(e.category()).isEqualTo(Category.TIMEOUT));
        }
    }

    @Test
    void aTunnelSurvivesThatTheClientsAddressChanges() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            MovingNat nat = network.closing(MovingNat.to(rig.address(), network));
            Peer tunnel = rig.open(nat.address());
            echo(tunnel, new byte[10_000]);
            nat.move();
            echo(tunnel, new byte[10_000]);
            nat.move();
            echo(tunnel, new byte[100_000]);
            closeAll(List.of(tunnel));
        }
    }

    @Test
    void tunnelsGoOnWhenASilentNodeIsBack() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            MovingNat nat = network.closing(MovingNat.to(rig.address(), network));
            Peer before = rig.open(nat.address());
            echo(before, new byte[10_000]);
            nat.silence(true);
            before.send(new byte[] {1});
            nat.silence(false);
            assertThat(before.receive(1)).containsExactly(1);
            Peer after = rig.open(nat.address());
            echo(after, new byte[10_000]);
            closeAll(List.of(before, after));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void oneMebibyteArrivesBothWaysWhereDatagramsAreLost(int percent) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            QuicRig rig = new QuicRig(network, Map.of(), Map.of());
            MovingNat nat = network.closing(MovingNat.to(rig.address(), network));
            Peer tunnel = rig.open(nat.address());
            byte[] bytes = new byte[1 << 20];
            new Random(percent).nextBytes(bytes);
            nat.lose(percent);
            CompletableFuture<?> sent =
                    network.blocking(
                            () -> {
                                tunnel.send(bytes);
                                tunnel.endOutput();
                                return null;
                            });
            assertThat(tunnel.receive(bytes.length)).isEqualTo(bytes);
            tunnel.expectEnd();
            Await.result(sent);
            assertThat(nat.lost()).isPositive();
        }
    }

    private static List<Peer> open(QuicRig rig, int count) throws IOException {
        List<Peer> tunnels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Peer tunnel = rig.open();
            echo(tunnel, new byte[] {(byte) i});
            tunnels.add(tunnel);
        }
        return tunnels;
    }

    private static void echo(Peer tunnel, byte[] bytes) throws IOException {
        tunnel.send(bytes);
        assertThat(tunnel.receive(bytes.length)).isEqualTo(bytes);
    }

    private static void closeAll(List<Peer> tunnels) throws IOException {
        for (Peer tunnel : tunnels) {
            tunnel.endOutput();
            tunnel.expectEnd();
            tunnel.close();
        }
    }

    /** Forwards datagrams, and sometimes from another port than before. */
    private static final class MovingNat implements AutoCloseable {
        private final DatagramSocket inside;
        private final InetSocketAddress server;
        private final TestNetwork network;
        private volatile DatagramSocket outside;
        private volatile InetSocketAddress client;
        private volatile boolean silent;
        private volatile int losses;
        private final AtomicInteger lost = new AtomicInteger();

        private MovingNat(InetSocketAddress server, TestNetwork network) throws IOException {
            this.server = server;
            this.network = network;
            this.inside = socket();
            this.outside = socket();
        }

        static MovingNat to(InetSocketAddress server, TestNetwork network) throws IOException {
            MovingNat nat = new MovingNat(server, network);
            network.blocking(nat::forward);
            nat.answers(nat.outside);
            return nat;
        }

        InetSocketAddress address() {
            return (InetSocketAddress) inside.getLocalSocketAddress();
        }

        void move() throws IOException {
            DatagramSocket before = outside;
            DatagramSocket after = socket();
            outside = after;
            answers(after);
            before.close();
        }

        void silence(boolean on) {
            silent = on;
        }

        /** Loses so many of a hundred datagrams, in both directions, the same ones every time. */
        void lose(int percent) {
            losses = percent;
        }

        int lost() {
            return lost.get();
        }

        private boolean loses(Random dice) {
            boolean loses = dice.nextInt(100) < losses;
            if (loses) {
                lost.incrementAndGet();
            }
            return loses;
        }

        private static DatagramSocket socket() throws IOException {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        }

        private void answers(DatagramSocket from) {
            network.blocking(
                    () -> {
                        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
                        Random dice = new Random(1);
                        while (!from.isClosed()) {
                            from.receive(packet);
                            packet.setSocketAddress(client);
                            if (!loses(dice)) {
                                inside.send(packet);
                            }
                            packet.setLength(2_000);
                        }
                        return null;
                    });
        }

        private Void forward() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            Random dice = new Random(2);
            while (!inside.isClosed()) {
                inside.receive(packet);
                client = (InetSocketAddress) packet.getSocketAddress();
                packet.setSocketAddress(server);
                if (!silent && !loses(dice)) {
                    outside.send(packet);
                }
                packet.setLength(2_000);
            }
            return null;
        }

        @Override
        public void close() {
            inside.close();
            outside.close();
        }
    }
}
