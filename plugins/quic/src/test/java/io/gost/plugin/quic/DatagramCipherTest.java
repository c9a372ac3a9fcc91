package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

class DatagramCipherTest {
    private static final Secret KEY = Secret.of("0123456789abcdef");
    private static final String HIDDEN =
            "000102030405060708090a0b955aa87171dbd5e6c66b954c2304d2c86154a36c9e";
    private static final InetSocketAddress HERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final InetSocketAddress THERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);

    @Test
    void datagramsAreHiddenAsGostHidesThem() {
        EmbeddedChannel channel = new EmbeddedChannel(new DatagramCipher(KEY, new Counting()));
        channel.writeOutbound(packet("hello"));
        DatagramPacket hidden = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(hidden.content())).isEqualTo(HIDDEN);
        assertThat(hidden.recipient()).isEqualTo(THERE);
        hidden.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void datagramsHiddenByGostAreRead() {
        EmbeddedChannel channel = new EmbeddedChannel(new DatagramCipher(KEY, new Counting()));
        channel.writeInbound(packet(ByteBufUtil.decodeHexDump(HIDDEN)));
        DatagramPacket plain = channel.readInbound();
        assertThat(plain.content().toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
        assertThat(plain.sender()).isEqualTo(HERE);
        plain.release();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef",
                "0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef"
            })
    void everyLengthOfKeyGoesThereAndBack(String key) {
        EmbeddedChannel channel =
                new EmbeddedChannel(new DatagramCipher(Secret.of(key), new SecureRandom()));
        for (int i = 0; i < 3; i++) {
            channel.writeOutbound(packet("message " + i));
            DatagramPacket hidden = channel.readOutbound();
            channel.writeInbound(hidden);
            DatagramPacket plain = channel.readInbound();
            assertThat(plain.content().toString(StandardCharsets.US_ASCII))
                    .isEqualTo("message " + i);
            plain.release();
        }
        channel.finishAndReleaseAll();
    }

    @Property(tries = 200)
    void strayDatagramsAreDropped(@ForAll byte[] noise) {
        EmbeddedChannel channel = new EmbeddedChannel(new DatagramCipher(KEY, new SecureRandom()));
        ByteBuf bytes = Unpooled.directBuffer().writeBytes(noise);
        assertThat(channel.writeInbound(new DatagramPacket(bytes, THERE, HERE))).isFalse();
        assertThat(bytes.refCnt()).isZero();
        channel.finishAndReleaseAll();
    }

    @Test
    void aDatagramThatWasTouchedIsDropped() {
        EmbeddedChannel channel = new EmbeddedChannel(new DatagramCipher(KEY, new Counting()));
        byte[] hidden = ByteBufUtil.decodeHexDump(HIDDEN);
        hidden[14] ^= 1;
        assertThat(channel.writeInbound(packet(hidden))).isFalse();
        channel.writeInbound(packet(ByteBufUtil.decodeHexDump(HIDDEN)));
        DatagramPacket next = channel.readInbound();
        assertThat(next).as("the next one").isNotNull();
        next.release();
        channel.finishAndReleaseAll();
    }

    private static DatagramPacket packet(String text) {
        return packet(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static DatagramPacket packet(byte[] bytes) {
        return new DatagramPacket(Unpooled.directBuffer().writeBytes(bytes), THERE, HERE);
    }

    /** The nonce of the recorded datagram. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    }
}
