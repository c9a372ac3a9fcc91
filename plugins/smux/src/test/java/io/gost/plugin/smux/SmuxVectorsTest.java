package io.gost.plugin.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.TestCarrier;
import io.gost.spi.testkit.TestStream;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.NOPLogger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plays either part of recorded conversations. GOST 3.2.6 knows no {@code mux.type} and speaks smux
 * where it is told to speak yamux, so that its conversations are all played here.
 */
class SmuxVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/mux.yaml");
    private static final Path OLDER = Path.of("src/test/resources/vectors/3.2.6/mux.yaml");
    private static final Set<String> PLAYED =
            Set.of(
                    "mtcp-default-v2",
                    "mtcp-v1",
                    "mtcp-keepalive",
                    "mtcp-default-keepalive-10s",
                    "mtcp-version-mismatch");

    /** Whose part is ours. */
    enum Part {
        CLIENT("-F relay"),
        SERVER("-L relay");

        private final String start;

        Part(String start) {
            this.start = start;
        }

        boolean says(Turn turn) {
            return turn.isClients() == (this == CLIENT);
        }
    }

    private record Frame(int command, int id, String payload) {
        static List<Frame> of(String hex) {
            List<Frame> frames = new ArrayList<>();
            ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
            while (in.isReadable()) {
                in.skipBytes(1);
                int command = in.readByte();
                int length = in.readUnsignedShortLE();
                int id = in.readIntLE();
                frames.add(new Frame(command, id, ByteBufUtil.hexDump(in.readSlice(length))));
            }
            return frames;
        }

        /** How much is told to have been read depends on the size of somebody's reads. */
        Frame withoutConsumed() {
            return command == SmuxSession.UPD ? new Frame(command, id, payload.substring(8)) : this;
        }
    }

    private final Map<Integer, TestStream> streams = new HashMap<>();

    static Stream<Arguments> conversations() {
        return Stream.concat(
                        WireVector.read(VECTORS).stream()
                                .filter(vector -> PLAYED.contains(vector.name())),
                        WireVector.read(OLDER).stream())
                .flatMap(
                        vector ->
                                Stream.of(Part.values())
                                        .flatMap(
                                                part ->
                                                        Stream.of(Feeding.values())
                                                                .map(
                                                                        feeding ->
                                                                                Arguments.of(
                                                                                        vector,
                                                                                        part,
                                                                                        feeding))));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void speaksAsGostDoes(WireVector vector, Part part, Feeding feeding) {
        Map<String, Object> metadata = new HashMap<>(vector.metadata(part.start));
        metadata.putIfAbsent("mux.version", 2);
        SmuxOptions options = SmuxOptions.read(Options.of(metadata));
        Multiplexer smux = new Smux(options, NOPLogger.NOP_LOGGER);
        try (TestCarrier carrier =
                part == Part.CLIENT ? TestCarrier.client(smux) : TestCarrier.server(smux)) {
            List<Frame> said = new ArrayList<>();
            List<Frame> expected = new ArrayList<>();
            for (Turn turn : vector.turns()) {
                if (!part.says(turn) && !turn.event().isEmpty()) {
                    carrier.channel().close();
                } else if (!part.says(turn)) {
                    carrier.receive(turn.bytes(), feeding);
                } else if (turn.event().isEmpty()) {
                    List<Frame> frames = Frame.of(turn.hex());
                    frames.forEach(frame -> say(carrier, frame, options.keepAliveInterval()));
                    frames.forEach(frame -> expected.add(frame.withoutConsumed()));
                } else {
                    assertThat(carrier.isOpen()).isFalse();
                }
                Frame.of(carrier.sent()).forEach(frame -> said.add(frame.withoutConsumed()));
            }
            assertThat(spoken(said)).isEqualTo(spoken(expected));
            assertThat(said).containsAll(expected);
        }
    }

    /** Updates have no fixed place in the order. */
    private static List<Frame> spoken(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.command() != SmuxSession.UPD).toList();
    }

    private void say(TestCarrier carrier, Frame frame, Duration interval) {
        switch (frame.command()) {
            case SmuxSession.SYN -> streams.put(frame.id(), carrier.open());
            case SmuxSession.PSH -> stream(carrier, frame.id()).say(frame.payload());
            case SmuxSession.FIN -> stream(carrier, frame.id()).close();
            case SmuxSession.NOP -> carrier.pass(interval);
            default -> assertThat(frame.command()).isEqualTo(SmuxSession.UPD);
        }
    }

    private TestStream stream(TestCarrier carrier, int id) {
        return streams.computeIfAbsent(id, _ -> carrier.accepted());
    }
}
