package io.gost.plugin.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.TestCarrier;
import io.gost.spi.testkit.TestStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

@ExtendWith(LeakExtension.class)
class YamuxSessionTest {
    private static final String HELLO = "68656c6c6f";
    private static final String PROTOCOL_ERROR = "0003" + "0000" + "00000000" + "00000001";

    private static Multiplexer yamux() {
        return yamux(Map.of());
    }

    private static Multiplexer yamux(Map<String, ?> metadata) {
        return new Yamux(YamuxOptions.read(Options.of(metadata)), NOPLogger.NOP_LOGGER);
    }

    @Test
    void clientSpeaksAsInTheReference() {
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            TestStream stream = carrier.open();
            stream.say(HELLO);
            assertThat(carrier.sent())
                    .isEqualTo("000100010000000100000000" + "000000000000000100000005" + HELLO);
            carrier.receive("000100020000000100000000" + "000000000000000100000005" + HELLO);
            assertThat(stream.heard()).isEqualTo(HELLO);
            stream.end();
            assertThat(carrier.sent()).isEqualTo("000100040000000100000000");
            carrier.receive("000000000000000100000005" + HELLO);
            assertThat(stream.heard()).isEqualTo(HELLO);
            carrier.receive("000100040000000100000000");
            assertThat(stream.isEnded()).isTrue();
            stream.close();
            assertThat(carrier.sent()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverSpeaksAsInTheReference(Feeding feeding) {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            String request = "000100010000000100000000" + "000000000000000100000005" + HELLO;
            carrier.receive(HexFormat.of().parseHex(request), feeding);
            TestStream stream = carrier.accepted();
            stream.say(HELLO);
            assertThat(stream.heard()).isEqualTo(HELLO);
            assertThat(carrier.sent())
                    .isEqualTo("000100020000000100000000" + "000000000000000100000005" + HELLO);
            carrier.receive("000100040000000100000000");
            assertThat(stream.isEnded()).isTrue();
            stream.close();
            assertThat(carrier.sent()).isEqualTo("000100040000000100000000");
        }
    }

    @Test
    void dataCanCarryTheBeginningAndTheEnd() {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive("000000050000000100000005" + HELLO);
            TestStream stream = carrier.accepted();
            assertThat(stream.heard()).isEqualTo(HELLO);
            assertThat(stream.isEnded()).isTrue();
            assertThat(stream.isOpen()).isTrue();
        }
    }

    @Test
    void pingsAreAnswered() {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive("000200010000000000000007");
            assertThat(carrier.sent()).isEqualTo("000200020000000000000007");
        }
    }

    @Test
    void aPeerThatLeavesAPingUnansweredIsGivenUp() {
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            carrier.pass(Duration.ofSeconds(30));
            assertThat(carrier.sent()).isEqualTo("000200010000000000000000");
            carrier.receive("000200020000000000000000");
            carrier.pass(Duration.ofSeconds(10));
            carrier.pass(Duration.ofSeconds(30));
            assertThat(carrier.sent()).isEqualTo("000200010000000000000001");
            carrier.pass(Duration.ofSeconds(10));
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void aPeerThatDoesNotAcknowledgeIsGivenUp() {
        try (TestCarrier carrier =
                TestCarrier.client(yamux(Map.of("mux.keepaliveDisabled", true)))) {
            TestStream first = carrier.open();
            carrier.receive("000100020000000100000000");
            carrier.pass(Duration.ofSeconds(50));
            carrier.open();
            carrier.pass(Duration.ofSeconds(74));
            assertThat(first.isOpen()).isTrue();
            carrier.pass(Duration.ofSeconds(1));
            assertThat(first.isOpen()).isFalse();
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void whoIsNotAcknowledgedFailsAsSoonAsItHasWaitedForLong() {
        Duration dialTimeout = Duration.ofSeconds(3);
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            TestStream old = carrier.open(dialTimeout);
            carrier.receive("000100020000000100000000");
            TestStream fresh = carrier.open(dialTimeout);
            carrier.pass(dialTimeout.minusMillis(1));
            assertThat(fresh.isOpen()).isTrue();
            carrier.pass(Duration.ofMillis(1));
            assertThat(GostException.of(fresh.failure()).category()).isEqualTo(Category.TIMEOUT);
            assertThat(carrier.session().isOpen()).isFalse();
            assertThat(old.isOpen()).isTrue();
        }
    }

    @Test
    void besideSignsOfLifeAnAcknowledgementMayTakeItsTime() {
        Duration dialTimeout = Duration.ofSeconds(3);
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            TestStream slow = carrier.open(dialTimeout);
            carrier.pass(Duration.ofSeconds(2));
            carrier.receive("000200010000000000000000");
            carrier.pass(Duration.ofSeconds(2));
            assertThat(slow.isOpen()).isTrue();
            carrier.pass(Duration.ofSeconds(1));
            assertThat(slow.isOpen()).isFalse();
        }
    }

    @Test
    void thereIsNoRoomBeside256StreamsThatAreNotAcknowledged() {
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            for (int i = 0; i < 256; i++) {
                assertThat(carrier.session().hasRoom()).isTrue();
                carrier.open();
            }
            assertThat(carrier.session().hasRoom()).isFalse();
            assertThat(carrier.session().isOpen()).isTrue();
            assertThatThrownBy(carrier::open).hasRootCauseInstanceOf(GostException.class);
            carrier.receive("000100020000000100000000");
            assertThat(carrier.session().hasRoom()).isTrue();
        }
    }

    @Test
    void aLargerWindowIsGrantedWithTheFirstFrame() {
        Multiplexer large = yamux(Map.of("mux.maxStreamWindow", 1_048_576));
        try (TestCarrier client = TestCarrier.client(large);
                TestCarrier server = TestCarrier.server(large)) {
            TestStream asking = client.open();
            TestCarrier.exchange(client, server);
            TestStream answering = server.accepted();
            answering.stall();
            asking.say(new byte[2_000_000]);
            TestCarrier.exchange(client, server);
            answering.read();
            TestCarrier.exchange(client, server);
            assertThat(answering.heardBytes()).isEqualTo(2_000_000);
        }
    }

    @Test
    void moreThanTheWindowIsAProtocolError() {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive("000100010000000100000000");
            carrier.sent();
            carrier.receive("000000000000000100040001");
            assertThat(carrier.sent()).isEqualTo(PROTOCOL_ERROR);
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010000000000000000000000", // another version
                "000400000000000000000000", // an unknown type
                "000100010000000200000000", // an id of ours
                "000100010000000100000000000100010000000100000000", // a stream begun twice
            })
    void whatIsNoFrameEndsTheSession(String hex) {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive(hex);
            assertThat(carrier.sent()).endsWith(PROTOCOL_ERROR);
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void aResetBreaksTheStreamAlone() {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive("000100010000000100000000" + "000100010000000300000000");
            TestStream first = carrier.accepted();
            TestStream second = carrier.accepted();
            carrier.sent();
            carrier.receive("000100080000000100000000");
            assertThat(first.failure()).hasMessageContaining("reset");
            assertThat(first.isOpen()).isFalse();
            assertThat(second.isOpen()).isTrue();
            assertThat(carrier.sent()).isEmpty();
        }
    }

    @Test
    void whatComesForAClosedStreamIsDroppedAndMuchOfItIsAnsweredWithAReset() {
        try (TestCarrier carrier = TestCarrier.server(yamux())) {
            carrier.receive("000100010000000100000000");
            carrier.accepted().close();
            carrier.sent();
            String frame = "000000000000000100010000" + "00".repeat(65_536);
            carrier.receive(frame.repeat(2));
            assertThat(carrier.sent()).isEmpty();
            carrier.receive(frame);
            assertThat(carrier.sent()).isEqualTo("000100080000000100000000");
        }
    }

    @Test
    void aPeerThatEndedAndReadsNothingIsTakenToBeGone() {
        try (TestCarrier carrier =
                TestCarrier.server(yamux(Map.of("mux.keepaliveDisabled", true)))) {
            carrier.receive("000100010000000100000000" + "000100040000000100000000");
            TestStream stream = carrier.accepted();
            carrier.pass(Duration.ofMinutes(2));
            assertThat(stream.isOpen()).isTrue();
            stream.say(new byte[300_000]);
            carrier.pass(Duration.ofSeconds(10));
            carrier.pass(Duration.ofSeconds(10));
            assertThat(stream.isOpen()).isFalse();
        }
    }

    @Test
    void aPeerThatGoesAwayGetsNoFurtherStreams() {
        try (TestCarrier carrier = TestCarrier.client(yamux())) {
            TestStream stream = carrier.open();
            carrier.receive("000300000000000000000000");
            assertThat(carrier.session().isOpen()).isFalse();
            assertThat(stream.isOpen()).isTrue();
            stream.close();
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void oneStalledStreamOfManyStallsNobody() {
        try (TestCarrier client = TestCarrier.client(yamux());
                TestCarrier server = TestCarrier.server(yamux())) {
            List<TestStream> asking = new ArrayList<>();
            List<TestStream> answering = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                asking.add(client.open());
                TestCarrier.exchange(client, server);
                answering.add(server.accepted());
            }
            answering.get(500).stall();
            asking.forEach(stream -> stream.say(new byte[10_000]));
            asking.get(500).say(new byte[490_000]);
            TestCarrier.exchange(client, server);
            for (int i = 0; i < 1_000; i++) {
                assertThat(answering.get(i).heardBytes()).isEqualTo(i == 500 ? 0 : 10_000);
            }
            answering.get(500).read();
            TestCarrier.exchange(client, server);
            assertThat(answering.get(500).heardBytes()).isEqualTo(500_000);
        }
    }

    @Test
    void aSessionInWhichTooMuchWaitsStopsReadingAndIsNotTakenForDead() {
        try (TestCarrier carrier =
                TestCarrier.server(yamux(Map.of("mux.maxReceiveBuffer", 65_536)))) {
            List<TestStream> streams = stalledWithHalfOf65536(carrier, 1, 3);
            carrier.session().open();
            carrier.pass(Duration.ofMinutes(5));
            assertThat(carrier.isOpen()).isTrue();
            streams.get(0).read();
            assertThat(carrier.channel().config().isAutoRead()).isTrue();
            assertThat(streams.get(0).heardBytes()).isEqualTo(32_768);
            assertThat(streams.get(1).heardBytes()).isZero();
            carrier.pass(Duration.ofSeconds(9));
            assertThat(carrier.isOpen()).isTrue();
            carrier.pass(Duration.ofMinutes(3));
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void whatAClosedStreamHeldIsGivenBackToTheSession() {
        try (TestCarrier carrier =
                TestCarrier.server(yamux(Map.of("mux.maxReceiveBuffer", 65_536)))) {
            for (int id = 1; id < 20; id += 4) {
                List<TestStream> streams = stalledWithHalfOf65536(carrier, id, id + 2);
                streams.forEach(TestStream::close);
                assertThat(carrier.channel().config().isAutoRead()).isTrue();
            }
        }
    }

    /** The bound is ours alone: on the wire nothing but the windows of the streams is seen. */
    @Test
    void theBoundOfTheSessionChangesNoWindow() {
        try (TestCarrier carrier =
                TestCarrier.server(yamux(Map.of("mux.maxReceiveBuffer", 65_536)))) {
            List<TestStream> streams = stalledWithHalfOf65536(carrier, 1, 3);
            assertThat(carrier.sent())
                    .isEqualTo("000100020000000100000000" + "000100020000000300000000");
            streams.forEach(TestStream::read);
            assertThat(carrier.sent()).isEmpty();
        }
    }

    private static List<TestStream> stalledWithHalfOf65536(TestCarrier carrier, int... ids) {
        List<TestStream> streams = new ArrayList<>();
        for (int id : ids) {
            assertThat(carrier.channel().config().isAutoRead()).isTrue();
            String number = HexFormat.of().toHexDigits(id);
            carrier.receive("00010001" + number + "00000000");
            TestStream stream = carrier.accepted();
            stream.stall();
            carrier.receive("00000000" + number + "00008000" + "00".repeat(32_768));
            streams.add(stream);
        }
        assertThat(carrier.channel().config().isAutoRead()).isFalse();
        return streams;
    }
}
