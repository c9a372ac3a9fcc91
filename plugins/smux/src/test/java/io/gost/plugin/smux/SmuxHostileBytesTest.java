package io.gost.plugin.smux;

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
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.slf4j.helpers.NOPLogger;

import java.util.List;
import java.util.Map;

/** Whatever a peer sends: nothing escapes, nothing leaks, the limits hold. */
class SmuxHostileBytesTest {
    private static final int RECEIVE_BUFFER = 8_192;

    /** Feeds a server; {@link TestCarrier#close} looks for what is left. */
    static void survive(int version, byte[] bytes, Feeding feeding) {
        SmuxOptions options =
                SmuxOptions.read(
                        Options.of(
                                Map.of(
                                        "mux.version", version,
                                        "mux.maxReceiveBuffer", RECEIVE_BUFFER,
                                        "mux.maxStreamBuffer", RECEIVE_BUFFER)));
        try (TestCarrier carrier = TestCarrier.server(new Smux(options, NOPLogger.NOP_LOGGER))) {
            carrier.receive(bytes, feeding);
            while (carrier.waiting() > 0) {
                TestStream stream = carrier.accepted();
                stream.say(new byte[100]);
                assertThat(stream.heardBytes()).isLessThanOrEqualTo(bytes.length);
            }
            carrier.sent();
        }
    }

    @Example
    void aFullSessionRefusesFurtherStreams() {
        SmuxOptions options = SmuxOptions.read(Options.of(Map.of()));
        try (TestCarrier carrier = TestCarrier.server(new Smux(options, NOPLogger.NOP_LOGGER))) {
            for (int id = 3; id < 3 + 2 * 16_384; id += 2) {
                carrier.receive("01000000%08x".formatted(Integer.reverseBytes(id)));
            }
            assertThat(carrier.waiting()).isEqualTo(16_384);
            assertThat(carrier.sent()).isEmpty();
            carrier.receive("0100000003800000");
            assertThat(carrier.waiting()).isEqualTo(16_384);
            assertThat(carrier.sent()).isEqualTo("0101000003800000");
            carrier.accepted().close();
            assertThat(carrier.sent()).isEqualTo("0101000003000000");
            carrier.receive("0100000005800000");
            assertThat(carrier.sent()).isEmpty();
        }
    }

    @Provide
    Arbitrary<byte[]> frames() {
        Arbitrary<byte[]> frame =
                Combinators.combine(
                                Arbitraries.of(1, 2, 2, 2, 2, 2, 2, 2),
                                Arbitraries.integers().between(0, 5),
                                Arbitraries.of(0, 1, 7, 8, 9, 300, 65_535),
                                Arbitraries.of(0, 2, 3, 5, 7, -1, Integer.MIN_VALUE),
                                Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                        .as(SmuxHostileBytesTest::frame);
        return frame.list().ofMaxSize(40).map(SmuxHostileBytesTest::joined);
    }

    private static byte[] frame(int version, int command, int length, int id, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(version).writeByte(command).writeShortLE(length).writeIntLE(id);
        out.writeBytes(payload, 0, Math.min(payload.length, length));
        if (length <= 300 && payload.length < length) {
            out.writeZero(length - payload.length);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] joined(List<byte[]> parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts.toArray(byte[][]::new)));
    }

    @Property(tries = 300)
    void anyBytesAreSurvived(
            @ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 2) int version) {
        survive(version, bytes, Feeding.AT_ONCE);
    }

    @Property(tries = 400)
    void anyFramesAreSurvived(@ForAll("frames") byte[] bytes, @ForAll Feeding feeding) {
        survive(2, bytes, feeding);
    }
}
