package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.service.ClientStatistics.News;
import io.gost.runtime.service.Counters.Snapshot;
import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

class AccountingTest {
    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_321);

    private final Metrics metrics = Unobserved.metrics();
    private final Counters statistics = new Counters();
    private final ClientStatistics clients = new ClientStatistics(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void nothingIsOnTheWayOfBytesThatNobodyCounts() {
        Accounting idle = new Accounting(metrics.hold("s"), null, null);
        int before = channel.pipeline().names().size();
        idle.meterSocket(channel);
        idle.open(channel, PEER);
        assertThat(channel.pipeline().names()).hasSize(before);
    }

    @Test
    void bytesAreCountedOnTheSocketAndNotOnceMoreOnWhatIsOnTopOfIt() {
        Accounting accounting = new Accounting(metrics.hold("s"), statistics, null);
        accounting.meterSocket(channel);
        EmbeddedChannel stream = new EmbeddedChannel();
        accounting.open(stream, PEER);
        exchange(channel, 5, 7);
        exchange(stream, 100, 100);
        assertThat(statistics.snapshot()).isEqualTo(new Snapshot(1, 1, 0, 5, 7));
    }

    @Test
    void withoutASocketTheConnectionIsCounted() {
        Accounting accounting = new Accounting(metrics.hold("s"), statistics, null);
        accounting.open(channel, PEER);
        exchange(channel, 5, 7);
        assertThat(statistics.snapshot()).isEqualTo(new Snapshot(1, 1, 0, 5, 7));
    }

    @Test
    void datagramsOfManyPeersAreCountedToo() {
        Accounting accounting = new Accounting(metrics.hold("s"), statistics, null);
        accounting.open(channel, PEER);
        Target peer = Target.parse(Network.UDP, "192.0.2.1:53");
        read(channel, new Datagram(peer, bytes(3)));
        write(channel, new Datagram(peer, bytes(4)));
        assertThat(statistics.snapshot().inputBytes()).isEqualTo(3);
        assertThat(statistics.snapshot().outputBytes()).isEqualTo(4);
    }

    @Test
    void aClientIsCountedFromItsFirstRequestOn() {
        Accounting accounting = new Accounting(metrics.hold("s"), null, clients);
        Parking.park(channel);
        SessionAccount account = accounting.open(channel, PEER);
        Parking.takeOver(channel, new ChannelInboundHandlerAdapter());
        exchange(channel, 50, 60);
        account.requested("alice");
        account.requested("alice");
        exchange(channel, 5, 7);
        assertThat(clients.news()).containsExactly(new News("alice", new Snapshot(1, 1, 0, 5, 7)));
        account.ended(new GostException(Category.REFUSED, "no"), false, 1);
        assertThat(clients.news()).containsExactly(new News("alice", new Snapshot(1, 0, 1, 5, 7)));
    }

    @Test
    void whatAClientSendsBesideItsConnectionIsItsOwn() {
        Accounting accounting = new Accounting(metrics.hold("s"), statistics, clients);
        SessionAccount account = accounting.open(channel, PEER);
        account.requested("alice");
        EmbeddedChannel data = new EmbeddedChannel();
        account.beside(data);
        exchange(data, 5, 7);
        assertThat(statistics.snapshot()).isEqualTo(new Snapshot(1, 1, 0, 5, 7));
        assertThat(clients.news()).containsExactly(new News("alice", new Snapshot(1, 1, 0, 5, 7)));
    }

    @Test
    void severalReadsAndWritesAreAddedOnce() {
        Accounting accounting = new Accounting(metrics.hold("s"), statistics, null);
        accounting.open(channel, PEER);
        channel.write(bytes(1));
        channel.write(bytes(2));
        assertThat(statistics.snapshot().outputBytes()).isZero();
        channel.flush();
        assertThat(statistics.snapshot().outputBytes()).isEqualTo(3);
        channel.releaseOutbound();
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void whatCannotBeServedIsAFailureAndWhatIsForbiddenOrTooSlowIsNot(Category category) {
        boolean failure = category != Category.DENIED && category != Category.TIMEOUT;
        GostException cause = new GostException(category, "no");
        assertThat(Accounting.isFailure(cause, true, false)).isEqualTo(failure);
    }

    @Test
    void onlyBugsAreFailuresOnceATunnelHasWorked() {
        assertThat(failsRelayed(Category.UNREACHABLE)).isFalse();
        assertThat(failsRelayed(Category.HANDSHAKE)).isFalse();
        assertThat(failsRelayed(Category.INTERNAL)).isTrue();
        assertThat(Accounting.isFailure(null, true, false)).isFalse();
    }

    @Test
    void aClientThatLeavesBeforeItAsksIsNobodysFailure() {
        GostException left =
                new GostException(Category.HANDSHAKE, "client left", new EOFException());
        assertThat(Accounting.isFailure(left, false, false)).isFalse();
        assertThat(Accounting.isFailure(left, true, false)).isTrue();
    }

    private static boolean failsRelayed(Category category) {
        return Accounting.isFailure(new GostException(category, "no"), true, true);
    }

    private static void exchange(EmbeddedChannel channel, int read, int written) {
        read(channel, bytes(read));
        write(channel, bytes(written));
    }

    private static void read(EmbeddedChannel channel, Object message) {
        channel.writeInbound(message);
        channel.releaseInbound();
    }

    private static void write(EmbeddedChannel channel, Object message) {
        channel.writeOutbound(message);
        channel.releaseOutbound();
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("00".repeat(count)));
    }
}
