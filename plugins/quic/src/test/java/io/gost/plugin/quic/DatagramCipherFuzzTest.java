package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class DatagramCipherFuzzTest {
    private static final InetSocketAddress ANYWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @FuzzTest(maxDuration = "1m")
    void anyStrayDatagramIsDropped(byte[] bytes) {
        EmbeddedChannel socket = socket();
        ByteBuf content = Unpooled.directBuffer().writeBytes(bytes);
        assertThat(socket.writeInbound(new DatagramPacket(content, ANYWHERE, ANYWHERE))).isFalse();
        assertThat(content.refCnt()).isZero();
        socket.finishAndReleaseAll();
    }

    @FuzzTest(maxDuration = "1m")
    void anyDatagramGoesThereAndBack(byte[] bytes) {
        EmbeddedChannel socket = socket();
        ByteBuf content = Unpooled.directBuffer().writeBytes(bytes);
        socket.writeOutbound(new DatagramPacket(content, ANYWHERE, ANYWHERE));
        DatagramPacket hidden = socket.readOutbound();
        assertThat(hidden.content().readableBytes())
                .isEqualTo(bytes.length + DatagramCipher.OVERHEAD);
        // QUIC has no empty datagrams, and what opens to one is a stray.
        assertThat(socket.writeInbound(hidden)).isEqualTo(bytes.length > 0);
        DatagramPacket plain = socket.readInbound();
        if (plain != null) {
            assertThat(ByteBufUtil.getBytes(plain.content())).isEqualTo(bytes);
            plain.release();
        }
        socket.finishAndReleaseAll();
    }

    private static EmbeddedChannel socket() {
        return new EmbeddedChannel(
                new DatagramCipher(Secret.of("0123456789abcdef"), new SecureRandom()));
    }
}
