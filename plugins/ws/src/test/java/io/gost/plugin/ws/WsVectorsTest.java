package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Handshakes and frames are byte for byte those that GOST was recorded with, and GOST 3.2.6 where
 * it says something else, which is about what is in the frames.
 */
class WsVectorsTest {
    private static final Path FILE = Path.of("src/test/resources/vectors/ws.yaml");
    private static final Path OLDER = Path.of("src/test/resources/vectors/3.2.6/ws.yaml");
    private static final List<Integer> STEPS = List.of(Integer.MAX_VALUE / 2, 1);

    /** Deflate has many ways to say the same; what ours says is read back in another test. */
    private static final String COMPRESSED = "ws-compression";

    static Stream<WireVector> clients() {
        return vectors().filter(vector -> !vector.name().startsWith("ws-server-"));
    }

    static Stream<WireVector> servers() {
        return vectors();
    }

    private static Stream<WireVector> vectors() {
        return Stream.concat(WireVector.read(FILE).stream(), WireVector.read(OLDER).stream());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void clientSaysWhatGostSays(WireVector vector) {
        String node = "127.0.0.1:" + vector.ports().get("REC");
        Map<String, ?> metadata =
                vector.name().equals("ws-header")
                        ? Map.of(
                                "header",
                                Map.of("User-Agent", "agent/1", "X-One", "v1", "host", "h.example"))
                        : vector.metadata(
                                vector.name().startsWith("mws") ? "-F relay+mws" : "-F relay+ws");
        for (int step : STEPS) {
            try (Line line = Line.client(metadata, node, step)) {
                byte[] request = line.says();
                expectSame(vector.turns().getFirst(), request);
                line.arrives(withAcceptOf(request, vector.turns().get(1)));
                assertThat(line.isUpgraded()).isTrue();
                vector.turns().stream().skip(2).forEach(turn -> playClient(line, vector, turn));
            }
        }
    }

    private static void playClient(Line line, WireVector vector, Turn turn) {
        if (turn.bytes().length == 0) {
            return;
        }
        Frames frames = Frames.of(turn.bytes());
        if (!turn.isClients()) {
            line.arrives(turn.bytes());
            if (!vector.name().equals(COMPRESSED)) {
                assertThat(line.received()).isEqualTo(frames.payload());
            } else {
                assertThat(line.received())
                        .isEqualTo(HexFormat.of().parseHex("0100000070696e672d31"));
            }
            return;
        }
        for (byte[] message : frames.messages()) {
            line.write(message);
        }
        if (frames.pings()) {
            line.pass(Duration.ofSeconds(1));
        }
        byte[] said = line.says();
        if (!vector.name().equals(COMPRESSED)) {
            expectSame(turn, said);
            assertThat(Frames.of(said).payload()).isEqualTo(frames.payload());
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serverSaysWhatGostSays(WireVector vector) {
        boolean compression = vector.name().equals(COMPRESSED);
        Map<String, ?> metadata =
                vector.name().equals("ws-path-host")
                        ? Map.of("path", "/abc")
                        : Map.of("enableCompression", compression);
        for (int step : STEPS) {
            try (Line line = Line.server(metadata, step)) {
                vector.turns().forEach(turn -> playServer(line, compression, turn));
            }
        }
    }

    private static void playServer(Line line, boolean compression, Turn turn) {
        if (turn.isClients()) {
            line.arrives(turn.bytes());
            return;
        }
        if (turn.event().isEmpty() && compression && line.says().length == 0) {
            return; // said in another way, see above
        }
        byte[] received = line.received();
        if (turn.event().isEmpty()) {
            boolean answersData = received.length > 0 && !turn.text().startsWith("\u0088");
            if (answersData) {
                Frames.of(turn.bytes()).messages().forEach(line::write);
            }
            if (!compression) {
                expectSame(turn, line.says());
            }
        }
        switch (turn.event()) {
            case "still-open" -> assertThat(line.isOpen()).isTrue();
            default -> {}
        }
    }

    /** Equal but for the bytes that are random. */
    private static void expectSame(Turn recorded, byte[] said) {
        assertThat(masked(recorded, said)).isEqualTo(masked(recorded, recorded.bytes()));
    }

    private static String masked(Turn turn, byte[] bytes) {
        StringBuilder text = new StringBuilder(HexFormat.of().formatHex(bytes));
        for (int index : turn.random()) {
            if (index < bytes.length) {
                text.replace(2 * index, 2 * index + 2, "..");
            }
        }
        return text.toString();
    }

    private static byte[] withAcceptOf(byte[] request, Turn answer) {
        byte[] bytes = answer.bytes();
        String text = Line.upgradeAnswer(request, "");
        int at = text.indexOf("Accept: ") + 8;
        for (int i = 0; i < answer.random().size(); i++) {
            bytes[answer.random().get(i)] = (byte) text.charAt(at + i);
        }
        return bytes;
    }

    /** Recorded frames, taken apart without the reader under test. */
    private record Frames(List<byte[]> messages, boolean pings) {
        static Frames of(byte[] wire) {
            ByteBuf in = Unpooled.wrappedBuffer(wire);
            List<byte[]> messages = new ArrayList<>();
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            boolean pings = false;
            while (in.isReadable()) {
                int first = in.readUnsignedByte();
                int second = in.readUnsignedByte();
                int length = second & 0x7f;
                length = length == 126 ? in.readUnsignedShort() : length;
                byte[] key = new byte[4];
                if (second >= 0x80) {
                    in.readBytes(key);
                }
                byte[] payload = new byte[length];
                in.readBytes(payload);
                for (int i = 0; i < length; i++) {
                    payload[i] ^= key[i % 4];
                }
                pings |= (first & 0xf) == 9;
                if ((first & 0xf) < 8) {
                    message.writeBytes(payload);
                    if (first >= 0x80) {
                        messages.add(message.toByteArray());
                        message.reset();
                    }
                }
            }
            return new Frames(messages, pings);
        }

        byte[] payload() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            messages.forEach(all::writeBytes);
            return all.toByteArray();
        }
    }
}
