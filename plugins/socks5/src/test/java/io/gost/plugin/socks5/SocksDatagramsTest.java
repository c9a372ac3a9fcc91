package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

final class SocksDatagramsTest {
    private static final String PING = "000000017f000001527070696e672d31";

    @Test
    void datagramsAreReadAndWrittenAsRecorded() {
        Datagram datagram = SocksDatagrams.open(bytes(PING));
        assertThat(datagram.address()).isEqualTo(new Target(Network.UDP, "127.0.0.1", 21_104));
        assertThat(ByteBufUtil.hexDump(datagram.content())).isEqualTo("70696e672d31");
        ByteBuf envelope = SocksDatagrams.seal(UnpooledByteBufAllocator.DEFAULT, datagram);
        assertThat(ByteBufUtil.hexDump(envelope)).isEqualTo(PING);
        envelope.release();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000001017f0000015270aa", // a fragment
                "000080017f0000015270aa", // the last one
                "000000027f0000015270aa", // no such kind of address
                "000000017f00000152", // cut in its header
                "00000003046c6f63",
                "00000003026c0a0050",
                "0000"
            })
    void whatIsNoWholeDatagramIsDropped(String hex) {
        ByteBuf envelope = bytes(hex);
        assertThat(SocksDatagrams.open(envelope)).isNull();
        assertThat(envelope.refCnt()).isZero();
    }

    @Property(tries = 2_000)
    void noBytesBreakTheReaderOrAreLeftBehind(@ForAll @Size(min = 1, max = 40) byte[] noise) {
        ByteBuf envelope = Unpooled.copiedBuffer(noise);
        Datagram datagram = SocksDatagrams.open(envelope);
        if (datagram != null) {
            datagram.release();
        }
        assertThat(envelope.refCnt()).isZero();
    }

    @Test
    void aNameThatFitsInNoHeaderIsNotSent() {
        Target longest = new Target(Network.UDP, "x".repeat(255), 53);
        ByteBuf envelope =
                SocksDatagrams.seal(
                        UnpooledByteBufAllocator.DEFAULT, new Datagram(longest, bytes("aa")));
        assertThat(envelope.readableBytes()).isEqualTo(3 + 1 + 1 + 255 + 2 + 1);
        envelope.release();
        Target longer = new Target(Network.UDP, "x".repeat(256), 53);
        ByteBuf payload = bytes("aa");
        assertThat(
                        SocksDatagrams.seal(
                                UnpooledByteBufAllocator.DEFAULT, new Datagram(longer, payload)))
                .isNull();
        assertThat(payload.refCnt()).isZero();
    }

    @Test
    void onlyTheClientsHostIsHeardAndItsLastPortIsAnswered() throws UnknownHostException {
        InetAddress client = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress stranger = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        EmbeddedChannel socket = new EmbeddedChannel(new ClientDatagrams(client));
        socket.writeOutbound(new Datagram(new Target(Network.UDP, "10.0.0.1", 1), bytes("aa")));
        assertThat(socket.outboundMessages()).isEmpty();

        socket.writeInbound(packet(stranger, 1));
        assertThat(socket.inboundMessages()).isEmpty();
        socket.writeInbound(packet(client, 1), packet(client, 2));
        ((Datagram) socket.readInbound()).release();
        Datagram asked = socket.readInbound();
        socket.writeInbound(packet(stranger, 3));
        socket.writeOutbound(asked);
        DatagramPacket answer = socket.readOutbound();
        assertThat(answer.recipient()).isEqualTo(new InetSocketAddress(client, 2));
        assertThat(ByteBufUtil.hexDump(answer.content())).isEqualTo(PING);
        answer.release();
        socket.finishAndReleaseAll();
    }

    private static DatagramPacket packet(InetAddress host, int port) {
        InetSocketAddress sender = new InetSocketAddress(host, port);
        return new DatagramPacket(bytes(PING), new InetSocketAddress(host, 1080), sender);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
