package io.gost.plugin.yamux;

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

/** Plays either part of recorded conversations. */
class YamuxVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/mux.yaml");
    private static final Set<String> PLAYED = Set.of("mtcp-yamux", "mtcp-yamux-keepalive");

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

    private record Frame(int type, int flags, int id, int length, String payload) {
        static List<Frame> of(String hex) {
            List<Frame> frames = new ArrayList<>();
            ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
            while (in.isReadable()) {
                in.skipBytes(1);
                int type = in.readByte();
                int flags = in.readUnsignedShort();
                int id = in.readInt();
                int length = in.readInt();
                int payload = type == YamuxSession.DATA ? length : 0;
                frames.add(
                        new Frame(
                                type,
                                flags,
                                id,
                                length,
                                ByteBufUtil.hexDump(in.readSlice(payload))));
            }
            return frames;
        }
    }

    private final Map<Integer, TestStream> streams = new HashMap<>();

    static Stream<Arguments> conversations() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> PLAYED.contains(vector.name()))
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
        YamuxOptions options = YamuxOptions.read(Options.of(metadata));
        Multiplexer yamux = new Yamux(options, NOPLogger.NOP_LOGGER);
        try (TestCarrier carrier =
                part == Part.CLIENT ? TestCarrier.client(yamux) : TestCarrier.server(yamux)) {
            List<Frame> said = new ArrayList<>();
            List<Frame> expected = new ArrayList<>();
            for (Turn turn : vector.turns()) {
                if (part.says(turn)) {
                    List<Frame> frames = Frame.of(turn.hex());
                    frames.forEach(frame -> say(carrier, frame, options.keepAliveInterval()));
                    expected.addAll(frames);
                } else {
                    carrier.receive(turn.bytes(), feeding);
                }
                said.addAll(Frame.of(carrier.sent()));
            }
            // Pings cross, so that their order is nobody's.
            assertThat(spoken(said)).isEqualTo(spoken(expected));
            assertThat(said).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<Frame> spoken(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.type() != YamuxSession.PING).toList();
    }

    private void say(TestCarrier carrier, Frame frame, Duration interval) {
        switch (frame.type()) {
            case YamuxSession.DATA -> stream(carrier, frame.id()).say(frame.payload());
            case YamuxSession.WINDOW_UPDATE -> {
                if ((frame.flags() & YamuxSession.SYN) != 0) {
                    streams.put(frame.id(), carrier.open());
                }
                if ((frame.flags() & YamuxSession.FIN) != 0) {
                    stream(carrier, frame.id()).close();
                }
            }
            default -> {
                if ((frame.flags() & YamuxSession.SYN) != 0) {
                    carrier.pass(interval);
                }
            }
        }
    }

    private TestStream stream(TestCarrier carrier, int id) {
        return streams.computeIfAbsent(id, _ -> carrier.accepted());
    }
}
