package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Whatever bytes come, and however they are cut, the reader makes the same of them. */
class FramePropertyTest {
    private static final int ALL = Integer.MAX_VALUE / 2;

    @Property(tries = 2_000)
    void anyBytesAreTakenOrRefused(
            @ForAll @Size(max = 300) byte[] noise,
            @ForAll @IntRange(min = 1, max = 50) int step,
            @ForAll Role role,
            @ForAll boolean compression) {
        expectSame(role, compression, noise, step);
    }

    @Property(tries = 3_000)
    void likelyFramesAreTakenOrRefused(
            @ForAll("frames") byte[] frames,
            @ForAll @IntRange(min = 1, max = 50) int step,
            @ForAll Role role,
            @ForAll boolean compression) {
        expectSame(role, compression, frames, step);
    }

    @Property(tries = 500)
    void whatOneSideWritesTheOtherReads(
            @ForAll @Size(max = 20) List<@Size(min = 1, max = 3_000) byte[]> messages,
            @ForAll @IntRange(min = 1, max = 5_000) int fragmentSize,
            @ForAll @IntRange(min = 1, max = 5_000) int step) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        ByteArrayOutputStream server = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            said.writeBytes(message);
            client.writeBytes(Wire.client(fragmentSize, message));
            server.writeBytes(Wire.server(message));
        }
        assertThat(Wire.read(Role.SERVER, false, client.toByteArray(), step).data())
                .isEqualTo(said.toByteArray());
        assertThat(Wire.read(Role.CLIENT, false, server.toByteArray(), step).data())
                .isEqualTo(said.toByteArray());
    }

    @Property(tries = 500)
    void aMessageMayLieInPiecesAnywhere(
            @ForAll @Size(max = 5) List<@Size(max = 200) byte[]> pieces,
            @ForAll @IntRange(min = 1, max = 500) int fragmentSize) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        pieces.forEach(said::writeBytes);
        byte[] frames = Wire.client(fragmentSize, pieces.toArray(byte[][]::new));
        assertThat(Wire.read(Role.SERVER, false, frames, ALL).data()).isEqualTo(said.toByteArray());
    }

    /** Headers of all kinds with lengths that mostly fit what follows. */
    @Provide
    Arbitrary<byte[]> frames() {
        Arbitrary<byte[]> frame =
                Arbitraries.integers()
                        .between(0, 255)
                        .flatMap(
                                first ->
                                        Arbitraries.integers()
                                                .between(0, 255)
                                                .flatMap(
                                                        second ->
                                                                Arbitraries.bytes()
                                                                        .array(byte[].class)
                                                                        .ofMaxSize(140)
                                                                        .map(
                                                                                rest ->
                                                                                        frame(
                                                                                                first,
                                                                                                second,
                                                                                                rest))));
        return frame.list()
                .ofMaxSize(6)
                .map(
                        frames -> {
                            ByteArrayOutputStream all = new ByteArrayOutputStream();
                            frames.forEach(all::writeBytes);
                            return all.toByteArray();
                        });
    }

    private static byte[] frame(int first, int second, byte[] rest) {
        int length = second & 0x7f;
        int payload = length + (second >= 0x80 ? 4 : 0);
        byte[] frame = Arrays.copyOf(new byte[] {(byte) first, (byte) second}, 2 + payload);
        System.arraycopy(rest, 0, frame, 2, Math.min(rest.length, payload));
        return frame;
    }

    private static void expectSame(Role role, boolean compression, byte[] bytes, int step) {
        Wire inPieces = Wire.read(role, compression, bytes, step);
        Wire atOnce = Wire.read(role, compression, bytes, ALL);
        assertThat(inPieces.data()).isEqualTo(atOnce.data());
        assertThat(inPieces.events()).hasSameSizeAs(atOnce.events());
        if (!atOnce.events().isEmpty()) {
            assertThat(inPieces.events().getLast()).isEqualTo(atOnce.events().getLast());
        }
    }
}
