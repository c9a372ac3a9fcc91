package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.embedded.EmbeddedChannel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Whatever bytes come, and in whatever pieces: they are datagrams, or the end of the stream. */
class DatagramFramesPropertyTest {
    private static final List<String> HOSTS =
            List.of("10.0.0.1", "2001:db8::1", "example.com", "x".repeat(255), "");

    @Property(tries = 1_000)
    void noiseIsSurvived(
            @ForAll @Size(max = 60) byte[] noise, @ForAll @IntRange(min = 1, max = 20) int step) {
        survive(noise, step);
    }

    @Property(tries = 1_000)
    void likelyFramesAreSurvived(
            @ForAll("frames") byte[] frames, @ForAll @IntRange(min = 1, max = 50) int step) {
        survive(frames, step);
    }

    @Property(tries = 300)
    void datagramsComeBackAsTheyWere(
            @ForAll @Size(max = 5) List<@Size(min = 1, max = 300) byte[]> payloads,
            @ForAll @IntRange(max = 65_535) int port,
            @ForAll @IntRange(min = 1, max = 400) int step) {
        EmbeddedChannel sender = new EmbeddedChannel();
        Parking.park(sender);
        DatagramFrames.over(sender);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            Target peer = new Target(Network.UDP, HOSTS.get(i % HOSTS.size()), port);
            said.add(text(peer, Unpooled.wrappedBuffer(payloads.get(i))));
            sender.writeOutbound(new Datagram(peer, Unpooled.copiedBuffer(payloads.get(i))));
        }
        ByteBuf wire = Unpooled.buffer();
        for (ByteBuf out = sender.readOutbound(); out != null; out = sender.readOutbound()) {
            wire.writeBytes(out);
            out.release();
        }
        sender.finishAndReleaseAll();
        assertThat(survive(ByteBufUtil.getBytes(wire), step)).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536})
    void datagramsThatNoFrameCanExpressAreDropped(int size) {
        EmbeddedChannel sender = new EmbeddedChannel();
        Parking.park(sender);
        DatagramFrames.over(sender);
        ByteBuf payload = Unpooled.wrappedBuffer(new byte[size]);
        sender.writeOutbound(new Datagram(new Target(Network.UDP, "10.0.0.1", 53), payload));
        assertThat(ByteBufUtil.hexDump(said(sender))).isEmpty();
        sender.finishAndReleaseAll();
    }

    /** A datagram channel's owner hears why, and that it is over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001ff020a0000010035aa", // no such kind of address
                "0001ff0303 61 20 62 0035aa" // a space in a name
            })
    void whatIsNoFrameEndsTheStream(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int step : new int[] {1, bytes.length}) {
            Owner owner = new Owner();
            EmbeddedChannel stream = stream(owner, new UnpooledByteBufAllocator(false));
            feed(stream, bytes, step);
            assertThat(GostException.of(owner.failure).category()).isEqualTo(Category.HANDSHAKE);
            assertThat(stream.isOpen()).isFalse();
            stream.finishAndReleaseAll();
        }
    }

    /** Lengths and addresses that mostly fit what follows. */
    @Provide
    Arbitrary<byte[]> frames() {
        Arbitrary<byte[]> frame =
                Combinators.combine(
                                Arbitraries.of(0, 1, 2, 5, 40, 65_535),
                                Arbitraries.of(0, 1, 3, 4, 255),
                                Arbitraries.bytes().array(byte[].class).ofMaxSize(40))
                        .as(DatagramFramesPropertyTest::frame);
        return frame.list()
                .ofMaxSize(5)
                .map(
                        frames -> {
                            ByteBuf all = Unpooled.buffer();
                            frames.forEach(all::writeBytes);
                            return ByteBufUtil.getBytes(all);
                        });
    }

    private static byte[] frame(int length, int kind, byte[] rest) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeShort(length).writeByte(0xff).writeByte(kind).writeBytes(rest);
        return ByteBufUtil.getBytes(frame);
    }

    /**
     * Feeds the layer, and checks that no buffer is left and that the stream is over when, and only
     * when, the bytes were no frame.
     *
     * @return the datagrams
     */
    static List<String> survive(byte[] bytes, int step) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        Owner owner = new Owner();
        EmbeddedChannel stream = stream(owner, allocator);
        feed(stream, bytes, step);
        assertThat(stream.isOpen()).isEqualTo(owner.failure == null);
        if (owner.failure != null) {
            assertThat(GostException.of(owner.failure).category()).isEqualTo(Category.HANDSHAKE);
        }
        stream.finishAndReleaseAll();
        stream.checkException();
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as("bytes of buffers")
                .isZero();
        return owner.heard;
    }

    /** Reads an address field as its readers do: its length first, and only when it is whole. */
    static void readAddress(byte[] bytes) {
        ByteBuf field = Unpooled.wrappedBuffer(bytes);
        try {
            int length = SocksAddress.length(field, 0);
            if (length <= bytes.length) {
                Target read = SocksAddress.read(field);
                assertThat(field.readerIndex()).isEqualTo(length);
                if (ByteBufUtil.utf8Bytes(read.host()) <= SocksAddress.MAX_NAME) {
                    ByteBuf again = Unpooled.buffer();
                    SocksAddress.write(again, read);
                    assertThat(SocksAddress.read(again).toSocketAddress())
                            .isEqualTo(read.toSocketAddress());
                }
            }
        } catch (GostException refused) {
            assertThat(refused.category()).isEqualTo(Category.HANDSHAKE);
        }
    }

    private static EmbeddedChannel stream(Owner owner, UnpooledByteBufAllocator allocator) {
        EmbeddedChannel stream = new EmbeddedChannel();
        stream.config().setOption(ChannelOption.ALLOCATOR, allocator);
        Parking.park(stream);
        Parking.takeOver(DatagramFrames.over(stream), owner);
        return stream;
    }

    private static void feed(EmbeddedChannel stream, byte[] bytes, int step) {
        for (int at = 0; at < bytes.length && stream.isOpen(); at += step) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(at + step, bytes.length));
            stream.writeInbound(stream.alloc().buffer(piece.length).writeBytes(piece));
        }
    }

    private static ByteBuf said(EmbeddedChannel channel) {
        ByteBuf said = channel.readOutbound();
        return said == null ? Unpooled.EMPTY_BUFFER : said;
    }

    private static String text(Target peer, ByteBuf payload) {
        return peer + " " + ByteBufUtil.hexDump(payload);
    }

    private static final class Owner extends ChannelInboundHandlerAdapter {
        private final List<String> heard = new ArrayList<>();
        private @Nullable Throwable failure;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            Datagram datagram = (Datagram) msg;
            heard.add(text(datagram.address(), datagram.content()));
            datagram.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            assertThat(failure).isNull();
            failure = cause;
        }
    }
}
