package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.PeerChannels.Life;
import io.gost.spi.support.PeerChannels.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.helpers.NOPLogger;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

final class PeerChannelsTest {
    private static final InetSocketAddress LOCAL = address(53);
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(5), Life.CONVERSATION, 8, 4, 1_000, 3);

    private final EmbeddedChannel carrier = new EmbeddedChannel();
    private final List<Channel> accepted = new ArrayList<>();

    @AfterEach
    void releaseEverything() {
        carrier.finishAndReleaseAll();
        accepted.forEach(channel -> assertThat(channel.isOpen()).isFalse());
    }

    @Test
    void eachPeerHasAChannelAndHearsOnlyItsOwnReplies() {
        take(LIMITS);
        arrive(1, "a");
        arrive(2, "b");
        arrive(1, "c");
        assertThat(accepted).hasSize(2);
        assertThat(read(0)).containsExactly("a", "c");
        assertThat(read(1)).containsExactly("b");
        assertThat(accepted.get(1).remoteAddress()).isEqualTo(address(2));
        reply(1, "for 2");
        DatagramPacket packet = carrier.readOutbound();
        assertThat(packet.recipient()).isEqualTo(address(2));
        assertThat(text(packet.content())).isEqualTo("for 2");
    }

    @Test
    void anAssociationIsACarrierToo() {
        take(LIMITS);
        Target peer = new Target(Network.UDP, "192.0.2.7", 7);
        carrier.writeInbound(new Datagram(peer, buffer("a")));
        assertThat(read(0)).containsExactly("a");
        assertThat(accepted.getFirst().remoteAddress()).isEqualTo(peer.toSocketAddress());
        reply(0, "b");
        Datagram datagram = carrier.readOutbound();
        assertThat(datagram.address()).isEqualTo(peer);
        assertThat(text(datagram.content())).isEqualTo("b");
    }

    @Test
    void aSilentPeersChannelEndsAfterItsTimeToLiveAndNotBefore() {
        take(LIMITS);
        arrive(1, "a");
        pass(4_900);
        arrive(1, "b");
        pass(4_900);
        reply(0, "c");
        ((DatagramPacket) carrier.readOutbound()).release();
        pass(4_900);
        assertThat(accepted.getFirst().isOpen()).isTrue();
        pass(200);
        assertThat(accepted.getFirst().isOpen()).isFalse();
        arrive(1, "again");
        assertThat(accepted).hasSize(2);
    }

    @Test
    @Timeout(10)
    void aChannelThatTakesItsTimeToCloseHoldsUpNobody() {
        take(LIMITS);
        arrive(1, "a");
        accepted.getFirst().pipeline().addLast(new SlowClose());
        pass(5_500);
        arrive(1, "again");
        assertThat(accepted).extracting(Channel::isOpen).containsExactly(true, true);
        pass(1_000);
        assertThat(accepted).extracting(Channel::isOpen).containsExactly(false, true);
    }

    @Test
    void aNewPeerTakesThePlaceOfTheOneThatWasSilentForLongest() {
        take(LIMITS);
        for (int port = 1; port <= 3; port++) {
            arrive(port, "a");
            pass(10);
        }
        arrive(1, "b");
        arrive(4, "a");
        assertThat(accepted).extracting(Channel::isOpen).containsExactly(true, false, true, true);
    }

    @Test
    void aQueueIsBoundedInDatagramsAndInBytes() {
        take(LIMITS);
        for (int i = 0; i < 10; i++) {
            arrive(1, String.valueOf(i));
        }
        arrive(2, "x".repeat(900));
        arrive(2, "y".repeat(900));
        arrive(2, "z");
        assertThat(read(0)).containsExactly("0", "1", "2", "3");
        assertThat(read(1)).containsExactly("x".repeat(900));
        arrive(1, "and on");
        assertThat(read(0)).containsExactly("and on");
    }

    @Test
    void newPeersAreDroppedWhileTooManyAreNotRead() {
        take(new Limits(Duration.ofSeconds(5), Life.CONVERSATION, 2, 4, 1_000, 100));
        arrive(1, "a");
        arrive(2, "a");
        arrive(3, "a");
        assertThat(accepted).hasSize(2);
        read(0);
        arrive(3, "b");
        assertThat(accepted).hasSize(3);
        accepted.get(1).close();
        arrive(4, "a");
        assertThat(accepted).hasSize(4);
    }

    @Test
    void aChannelForOneReplyEndsWithWhatCameTogetherWithIt() {
        take(new Limits(Duration.ofSeconds(5), Life.FIRST_REPLY, 8, 4, 1_000, 3));
        arrive(1, "a");
        Channel peer = accepted.getFirst();
        peer.write(buffer("b"));
        peer.write(buffer("c"));
        peer.flush();
        carrier.runPendingTasks();
        assertThat(peer.isOpen()).isFalse();
        assertThat(text(((DatagramPacket) carrier.readOutbound()).content())).isEqualTo("b");
        assertThat(text(((DatagramPacket) carrier.readOutbound()).content())).isEqualTo("c");
    }

    @Test
    void withoutStateEveryDatagramHasAChannelOfItsOwn() {
        take(new Limits(Duration.ofSeconds(5), Life.ONE_DATAGRAM, 8, 4, 1_000, 3));
        arrive(1, "a");
        arrive(1, "b");
        assertThat(read(0)).containsExactly("a");
        assertThat(read(1)).containsExactly("b");
        pass(5_100);
        assertThat(accepted).noneMatch(Channel::isOpen);
    }

    @Test
    void anOwnerThatFailsLosesOnlyItsOwnChannel() {
        PeerChannels.take(
                carrier,
                LIMITS,
                channel -> {
                    accepted.add(channel);
                    if (accepted.size() == 1) {
                        throw new IllegalStateException("broken");
                    }
                },
                NOPLogger.NOP_LOGGER);
        carrier.runPendingTasks();
        arrive(1, "a");
        assertThat(accepted.getFirst().isOpen()).isFalse();
        arrive(1, "b");
        assertThat(read(1)).containsExactly("b");
    }

    @Test
    void aFailureOnTheCarrierEndsNoChannel() {
        take(LIMITS);
        arrive(1, "a");
        carrier.pipeline().fireExceptionCaught(new java.net.PortUnreachableException());
        assertThat(accepted.getFirst().isOpen()).isTrue();
    }

    @Test
    void allChannelsEndWithTheCarrier() {
        take(LIMITS);
        arrive(1, "a");
        arrive(2, "a");
        carrier.close();
        assertThat(accepted).hasSize(2).noneMatch(Channel::isOpen);
    }

    private void take(Limits limits) {
        Parking.park(carrier);
        PeerChannels.take(carrier, limits, accepted::add, NOPLogger.NOP_LOGGER);
        carrier.runPendingTasks();
    }

    private void arrive(int port, String text) {
        carrier.writeInbound(new DatagramPacket(buffer(text), LOCAL, address(port)));
    }

    private void reply(int index, String text) {
        accepted.get(index).writeAndFlush(buffer(text));
        carrier.runPendingTasks();
    }

    private void pass(long millis) {
        carrier.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        carrier.runScheduledPendingTasks();
        carrier.runPendingTasks();
    }

    /** Reads what waits on a channel, and turns its reading off again. */
    private List<String> read(int index) {
        List<String> texts = new ArrayList<>();
        Channel channel = accepted.get(index);
        ChannelInboundHandlerAdapter reader =
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                        texts.add(text((ByteBuf) msg));
                    }
                };
        Parking.takeOver(channel, reader);
        carrier.runPendingTasks();
        Parking.park(channel);
        channel.pipeline().remove(reader);
        return texts;
    }

    private static String text(ByteBuf buffer) {
        String text = buffer.toString(StandardCharsets.US_ASCII);
        buffer.release();
        return text;
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static final class SlowClose extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            ctx.executor().schedule(() -> ctx.close(promise), 1, TimeUnit.SECONDS);
        }
    }
}
