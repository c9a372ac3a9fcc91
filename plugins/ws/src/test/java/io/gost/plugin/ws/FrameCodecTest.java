package io.gost.plugin.ws;

import static io.gost.plugin.ws.Wire.hex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What the two sides answer, and how a connection ends. */
class FrameCodecTest {
    private static final int ALL = Integer.MAX_VALUE / 2;

    @ParameterizedTest
    @CsvSource({
        "8882 00000000 03e8, 880203e8",
        "888000000000, 8800",
        "88810000000003, 8800",
        "888400000000 0bb8 6f6b, 88020bb8",
    })
    void closeIsAnsweredWithTheSameCodeAndEndsTheConnection(String close, String answer) {
        for (int step : new int[] {1, ALL}) {
            try (Line line = Line.upgradedServer(Map.of(), step)) {
                line.arrives(hex("8281 00000000 61" + close));
                assertThat(line.received()).containsExactly('a');
                assertThat(line.says()).isEqualTo(hex(answer));
                assertThat(line.events()).containsExactly("end of input");
                assertThat(line.isOpen()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8882 00000000 03ed, bad close code 1005",
        "8882 00000000 0000, bad close code 0",
        "8882 00000000 1388, bad close code 5000",
        "8883 00000000 03e8 ff, invalid utf8 payload in close frame",
        "8380 00000000, bad opcode 3",
    })
    void violationIsSaidWithCode1002(String frames, String reason) {
        try (Line line = Line.upgradedServer(Map.of(), 1)) {
            line.arrives(hex(frames));
            byte[] said = line.says();
            assertThat(said).startsWith(0x88, 2 + reason.length(), 0x03, 0xea);
            assertThat(new String(said, 4, said.length - 4, StandardCharsets.US_ASCII))
                    .isEqualTo(reason);
            assertThat(line.events())
                    .containsExactly("websocket peer broke the protocol: " + reason);
            assertThat(line.isOpen()).isFalse();
        }
    }

    @Test
    void nothingFollowsACloseFrame() {
        try (Line line = Line.upgradedServer(Map.of(), ALL)) {
            line.arrives(hex("8880 00000000 8281 00000000 61"));
            assertThat(line.received()).isEmpty();
        }
    }

    @Test
    void floodOfPingsThatNobodyReadsAnswersToHoldsOnePong() {
        try (Line line = Line.upgradedServer(Map.of(), ALL)) {
            line.stall();
            for (int i = 0; i < 10_000; i++) {
                line.arrives(hex("8982 00000000 %04x".formatted(i)));
            }
            assertThat(line.says()).isEmpty();
            line.goOn();
            assertThat(line.says()).isEqualTo(hex("8a02 0000 8a02 270f"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"82", "8285 00000000 61", "0281 00000000 61"})
    void endInTheMiddleOfAMessageIsAFailure(String frames) {
        try (Line line = Line.upgradedServer(Map.of(), ALL)) {
            line.arrives(hex(frames));
            line.endOfInput();
            assertThat(line.events()).containsExactly("websocket ended in the middle of a message");
        }
    }

    @Test
    void endBetweenMessagesIsTheEndOfInputAndOutputGoesOn() {
        try (Line line = Line.upgradedServer(Map.of(), ALL)) {
            line.arrives(hex("8281 00000000 61"));
            line.endOfInput();
            assertThat(line.events()).containsExactly("end of input");
            line.write(new byte[] {1});
            assertThat(line.says()).isEqualTo(hex("8201 01"));
        }
    }

    @Test
    void clientPingsAndAnyBytesCountAsLife() {
        try (Line line = Line.upgradedClient(Map.of("keepalive", true, "ttl", "10s"), ALL)) {
            for (int i = 0; i < 5; i++) {
                line.pass(Duration.ofSeconds(10));
                assertThat(line.says()).hasSize(6).startsWith(0x89, 0x80);
                line.arrives(hex("8201 61"));
            }
            line.pass(Duration.ofSeconds(10));
            line.pass(Duration.ofSeconds(10));
            assertThat(line.events()).containsExactly("websocket peer was silent for 20s");
            assertThat(line.isOpen()).isFalse();
        }
    }

    @Test
    void timeInWhichNobodyReadsIsNotSilence() {
        try (Line line = Line.upgradedClient(Map.of("keepalive", true, "ttl", "10s"), ALL)) {
            line.reads(false);
            for (int i = 0; i < 10; i++) {
                line.pass(Duration.ofSeconds(10));
            }
            assertThat(line.isOpen()).isTrue();
            line.reads(true);
            line.pass(Duration.ofSeconds(10));
            assertThat(line.isOpen()).isTrue();
        }
    }

    @Test
    void bytesBehindTheAnswerAreFrames() {
        try (Line line = Line.client(Map.of(), "node:1", ALL)) {
            String answer = Line.upgradeAnswer(line.says(), "");
            line.arrives(answer + "\u0082\u0002hi");
            assertThat(line.received()).containsExactly('h', 'i');
        }
    }

    @Test
    void buffersThatAreNotOursAreNotChanged() {
        try (Line line = Line.upgradedServer(Map.of(), ALL)) {
            byte[] frame = hex("8281 01020304 61");
            line.arrivesReadOnly(frame);
            assertThat(line.received()).containsExactly('a' ^ 1);
            assertThat(frame).isEqualTo(hex("8281 01020304 61"));
        }
    }
}
