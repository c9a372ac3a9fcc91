package io.gost.plugin.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.TestCarrier;
import io.gost.spi.testkit.TestStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.slf4j.helpers.NOPLogger;

import java.util.List;
import java.util.Map;

/** Whatever a peer sends: nothing escapes, nothing leaks, the limits hold. */
class YamuxHostileBytesTest {
    /** Feeds a server; {@link TestCarrier#close} looks for what is left. */
    static void survive(byte[] bytes, Feeding feeding) {
        YamuxOptions options = YamuxOptions.read(Options.of(Map.of()));
        try (TestCarrier carrier = TestCarrier.server(new Yamux(options, NOPLogger.NOP_LOGGER))) {
            carrier.receive(bytes, feeding);
            while (carrier.waiting() > 0) {
                TestStream stream = carrier.accepted();
                stream.say(new byte[100]);
                assertThat(stream.heardBytes()).isLessThanOrEqualTo(bytes.length);
            }
            carrier.sent();
        }
    }

    @Provide
    Arbitrary<byte[]> frames() {
        Arbitrary<byte[]> frame =
                Combinators.combine(
                                Arbitraries.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4),
                                Arbitraries.of(0, 0, 0, 1, 1, 1, 2, 4, 5, 8, 15, 65_535),
                                Arbitraries.of(0, 1, 7, 8, 300, 262_145, -1),
                                Arbitraries.of(0, 1, 2, 3, 5, 7, -1, Integer.MIN_VALUE),
                                Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                        .as(YamuxHostileBytesTest::frame);
        return frame.list().ofMaxSize(40).map(YamuxHostileBytesTest::joined);
    }

    private static byte[] frame(int type, int flags, int length, int id, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(0).writeByte(type).writeShort(flags).writeInt(id).writeInt(length);
        if (type == YamuxSession.DATA && length > 0) {
            out.writeBytes(payload, 0, Math.min(payload.length, length));
            if (length <= 300 && payload.length < length) {
                out.writeZero(length - payload.length);
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] joined(List<byte[]> parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts.toArray(byte[][]::new)));
    }

    @Property(tries = 300)
    void anyBytesAreSurvived(@ForAll byte[] bytes) {
        survive(bytes, Feeding.AT_ONCE);
    }

    @Property(tries = 400)
    void anyFramesAreSurvived(@ForAll("frames") byte[] bytes, @ForAll Feeding feeding) {
        survive(bytes, feeding);
    }
}
