package io.gost.plugin.ws;

import static io.gost.plugin.ws.Wire.hex;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Payload;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Everything here is read at once, byte by byte, and in pieces that cut frames anywhere. */
class FrameReaderTest {
    private static final int ALL = Integer.MAX_VALUE / 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, ALL})
    void payloadsOfEveryLengthFormAreRead(int step) {
        for (int length : new int[] {1, 125, 126, 65_535, 65_536, 100_001}) {
            byte[] message = Payload.of(length, length);
            Wire masked =
                    Wire.read(Role.SERVER, false, Wire.client(Integer.MAX_VALUE, message), step);
            Wire plain = Wire.read(Role.CLIENT, false, Wire.server(message), step);
            assertThat(masked.data()).isEqualTo(message);
            assertThat(plain.data()).isEqualTo(message);
            assertThat(plain.events()).containsExactly("between messages");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, ALL})
    void manyMessagesAndFragmentsAreOneStream(int step) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            byte[] message = Payload.of(i, 1 + i * 13);
            said.writeBytes(message);
            wire.writeBytes(Wire.client(1 + i * 3, message));
        }
        Wire seen = Wire.read(Role.SERVER, false, wire.toByteArray(), step);
        assertThat(seen.data()).isEqualTo(said.toByteArray());
        assertThat(seen.events()).containsExactly("between messages");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5000, ALL})
    void largeServerMessagesBetweenSmallOnesAreReadWhereTheyAre(int step) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int length : new int[] {3, 10_000, 3, 3, 70_000, 5_000, 1}) {
            byte[] message = Payload.of(length, length);
            said.writeBytes(message);
            wire.writeBytes(Wire.server(message));
        }
        assertThat(Wire.read(Role.CLIENT, false, wire.toByteArray(), step).data())
                .isEqualTo(said.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, ALL})
    void controlFramesMayStandBetweenFragments(int step) {
        Wire seen =
                Wire.read(
                        Role.SERVER,
                        false,
                        hex(
                                "0183 01020304 606060" // text, not final: abc, masked
                                        + "8983 00000000 706e67" // ping: png
                                        + "8a80 00000000" // pong
                                        + "0080 00000000" // continuation of no bytes
                                        + "8083 00000000 646566" // continuation, final: def
                                        + "8882 00000000 03e8"), // close
                        step);
        assertThat(new String(seen.data(), StandardCharsets.US_ASCII)).isEqualTo("abcdef");
        assertThat(seen.events())
                .containsExactly(
                        "PING 706e67 after " + (step == ALL ? 0 : 3),
                        "PONG  after " + (step == ALL ? 0 : 3),
                        "CLOSE 03e8 after 6",
                        "between messages");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c180 00000000 | RSV1 set",
                "d285 00000000 | RSV1 set, RSV3 set",
                "a280 00000000 | RSV2 set",
                "5270 | RSV1 set, RSV3 set, bad MASK",
                "8300 | bad opcode 3, bad MASK",
                "8b80 | bad opcode 11",
                "0980 | FIN not set on control",
                "89fe 0080 | len > 125 for control",
                "8080 | continuation after FIN",
                "0281 00000000 00 8281 | data before FIN",
                "8205 | bad MASK",
                "82ff 8000000000000000 00000000 | length of 2^63 or more",
            })
    void violationsAreNamedAsGostNamesThem(String frames, String reason) {
        for (int step : new int[] {1, ALL}) {
            assertThat(Wire.read(Role.SERVER, false, hex(frames), step).events())
                    .containsExactly(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, ALL})
    void whatCameBeforeAViolationIsReadFirst(int step) {
        Wire seen = Wire.read(Role.SERVER, false, hex("8281 00000000 61 8383 00000000"), step);
        assertThat(seen.data()).containsExactly('a');
        assertThat(seen.events()).containsExactly("bad opcode 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, ALL})
    void compressedMessagesAreToldFromPlainOnes(int step) {
        Wire seen =
                Wire.read(
                        Role.CLIENT,
                        true,
                        hex("8201 01" + "4202 0202" + "8000" + "8202 0303" + "c203 040404"),
                        step);
        assertThat(seen.data()).isEqualTo(hex("01 0202 0303 040404"));
        assertThat(seen.events())
                .containsExactly(
                        "compressed message ends after 3",
                        "compressed message ends after 8",
                        "between messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"82", "8281000000", "828200000000 61", "0281 00000000 61"})
    void anEndInTheMiddleIsNoticed(String frames) {
        assertThat(Wire.read(Role.SERVER, false, hex(frames), ALL).events())
                .containsExactly("in a message");
    }
}
