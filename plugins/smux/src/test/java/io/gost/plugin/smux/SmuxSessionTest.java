package io.gost.plugin.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.TestCarrier;
import io.gost.spi.testkit.TestStream;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

@ExtendWith(LeakExtension.class)
class SmuxSessionTest {
    private static final String HELLO = "68656c6c6f";

    private static Multiplexer smux(Object... pairs) {
        Map<String, Object> metadata = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            metadata.put((String) pairs[i], pairs[i + 1]);
        }
        return new Smux(SmuxOptions.read(Options.of(metadata)), NOPLogger.NOP_LOGGER);
    }

    private static Multiplexer version(int version) {
        return smux("mux.version", version);
    }

    @Test
    void clientSpeaksVersion1AsInTheReference() {
        try (TestCarrier carrier = TestCarrier.client(version(1))) {
            TestStream stream = carrier.open();
            stream.say(HELLO);
            assertThat(carrier.sent()).isEqualTo("0100000003000000" + "0102050003000000" + HELLO);
            carrier.receive("0102050003000000" + HELLO);
            assertThat(stream.heard()).isEqualTo(HELLO);
            stream.close();
            assertThat(carrier.sent()).isEqualTo("0101000003000000");
            assertThat(carrier.open().isOpen()).isTrue();
            assertThat(carrier.sent()).isEqualTo("0100000005000000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverSpeaksVersion2AsInTheReference(Feeding feeding) {
        try (TestCarrier carrier = TestCarrier.server(version(2))) {
            String request = "0200000003000000" + "0202050003000000" + HELLO;
            carrier.receive(HexFormat.of().parseHex(request), feeding);
            TestStream stream = carrier.accepted();
            stream.say(HELLO);
            assertThat(stream.heard()).isEqualTo(HELLO);
            assertThat(carrier.sent()).contains("0202050003000000" + HELLO);
            carrier.receive("0204080003000000" + "05000000" + "00000100");
            carrier.receive("0201000003000000");
            assertThat(stream.isEnded()).isTrue();
            stream.close();
            assertThat(carrier.sent()).endsWith("0201000003000000");
        }
    }

    @Test
    void version2TellsWhatWasReadFirstAndThenByHalves() {
        try (TestCarrier carrier = TestCarrier.server(version(2))) {
            carrier.receive("0200000003000000" + "0202050003000000" + HELLO);
            TestStream stream = carrier.accepted();
            assertThat(stream.heard()).isEqualTo(HELLO);
            assertThat(carrier.sent()).isEqualTo("0204080003000000" + "05000000" + "00000100");
            carrier.receive("0202050003000000" + HELLO);
            assertThat(carrier.sent()).isEmpty();
            String half = "0202008003000000" + "00".repeat(32_768);
            carrier.receive(half);
            assertThat(carrier.sent()).isEqualTo("0204080003000000" + "0a800000" + "00000100");
        }
    }

    @Test
    void version2SendsNoMoreThanThePeerGrants() {
        try (TestCarrier carrier = TestCarrier.client(version(2))) {
            TestStream stream = carrier.open();
            carrier.sent();
            stream.say(new byte[300_000]);
            assertThat(payload(carrier.sent())).isEqualTo(262_144);
            carrier.receive("0204080003000000" + "00000200" + "00000200");
            assertThat(payload(carrier.sent())).isZero();
            carrier.receive("0204080003000000" + "00000300" + "00000100");
            assertThat(payload(carrier.sent())).isZero();
            carrier.receive("0204080003000000" + "00000400" + "00000100");
            assertThat(payload(carrier.sent())).isEqualTo(300_000 - 262_144);
        }
    }

    @Test
    void aPeerThatReadMoreThanWasSentLosesItsSession() {
        try (TestCarrier carrier = TestCarrier.client(version(2))) {
            TestStream stream = carrier.open();
            carrier.receive("0204080003000000" + "01000000" + "00000100");
            assertThat(carrier.isOpen()).isFalse();
            assertThat(stream.failure()).isInstanceOf(GostException.class);
        }
    }

    @Test
    void aPeerThatSendsMoreThanItsWindowLosesItsSession() {
        try (TestCarrier carrier = TestCarrier.server(version(2))) {
            carrier.receive("0200000003000000");
            carrier.accepted().stall();
            String frame = "0202008003000000" + "00".repeat(32_768);
            carrier.receive(frame.repeat(8));
            assertThat(carrier.isOpen()).isTrue();
            carrier.receive("02020100" + "03000000" + "00");
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0200000003000000", // another version
                "0105000003000000", // an unknown command
                "0104080003000000", // an update in version 1
                "0100000002000000", // an id of ours
            })
    void whatIsNoFrameEndsTheSession(String hex) {
        try (TestCarrier carrier = TestCarrier.server(version(1))) {
            carrier.receive(hex);
            assertThat(carrier.isOpen()).isFalse();
            assertThat(carrier.session().isOpen()).isFalse();
        }
    }

    @Test
    void framesOfUnknownStreamsAreIgnored() {
        try (TestCarrier carrier = TestCarrier.server(version(2))) {
            carrier.receive("0202050009000000" + HELLO + "0201000009000000");
            carrier.receive("0204080009000000" + "05000000" + "00000100");
            carrier.receive("0200000003000000" + "0200000003000000" + "0202050003000000" + HELLO);
            assertThat(carrier.waiting()).isEqualTo(1);
            assertThat(carrier.accepted().heard()).isEqualTo(HELLO);
        }
    }

    @Test
    void inVersion1TheEndOfAStreamIsItsClosing() {
        try (TestCarrier carrier = TestCarrier.server(version(1))) {
            carrier.receive("0100000003000000" + "0102050003000000" + HELLO + "0101000003000000");
            TestStream stream = carrier.accepted();
            assertThat(stream.heard()).isEqualTo(HELLO);
            assertThat(stream.isEnded()).isTrue();
            assertThat(stream.isOpen()).isFalse();
            assertThat(carrier.sent()).isEqualTo("0101000003000000");
        }
    }

    @Test
    void betweenTwoOfVersion2AnAnswerReachesWhoHasEnded() {
        Multiplexer patient = smux("mux.version", 2, "mux.keepaliveDisabled", true);
        try (TestCarrier client = TestCarrier.client(patient);
                TestCarrier server = TestCarrier.server(patient)) {
            TestStream asking = client.open();
            asking.say(HELLO);
            asking.end();
            TestCarrier.exchange(client, server);
            TestStream answering = server.accepted();
            assertThat(answering.isEnded()).isTrue();
            server.pass(Duration.ofMinutes(1));
            answering.say(new byte[1_000_000]);
            answering.end();
            TestCarrier.exchange(client, server);
            assertThat(asking.heardBytes()).isEqualTo(1_000_000);
            assertThat(asking.isEnded()).isTrue();
        }
    }

    @Test
    void aPeerThatSaysNothingBehindItsEndIsTakenToBeGone() {
        try (TestCarrier carrier = TestCarrier.server(version(2))) {
            carrier.receive("0200000003000000" + "0201000003000000");
            TestStream stream = carrier.accepted();
            carrier.pass(Duration.ofSeconds(10));
            assertThat(stream.isOpen()).isTrue();
            carrier.pass(Duration.ofSeconds(10));
            assertThat(stream.isOpen()).isFalse();
        }
    }

    @Test
    void aSecondEndIsTheEndOfBoth() {
        try (TestCarrier client = TestCarrier.client(version(2));
                TestCarrier server = TestCarrier.server(version(2))) {
            TestStream asking = client.open();
            asking.end();
            TestCarrier.exchange(client, server);
            TestStream answering = server.accepted();
            asking.close();
            TestCarrier.exchange(client, server);
            assertThat(answering.isOpen()).isFalse();
        }
    }

    @Test
    void lifeIsShownAndASilentPeerIsGivenUpInTime() {
        try (TestCarrier carrier = TestCarrier.client(version(1))) {
            TestStream stream = carrier.open();
            carrier.sent();
            carrier.pass(Duration.ofSeconds(10));
            assertThat(carrier.sent()).isEqualTo("0103000000000000");
            carrier.receive("0103000000000000");
            carrier.pass(Duration.ofSeconds(20));
            carrier.pass(Duration.ofMillis(9_999));
            assertThat(carrier.isOpen()).isTrue();
            carrier.pass(Duration.ofMillis(1));
            assertThat(carrier.isOpen()).isFalse();
            assertThat(stream.failure()).hasMessageContaining("silent");
        }
    }

    @Test
    void withoutKeepAliveASilentPeerIsNobodysBusiness() {
        try (TestCarrier carrier = TestCarrier.client(smux("mux.keepaliveDisabled", true))) {
            carrier.pass(Duration.ofDays(1));
            assertThat(carrier.isOpen()).isTrue();
            assertThat(carrier.sent()).isEmpty();
        }
    }

    @Test
    void aSessionThatStoppedReadingDoesNotBlameItsPeer() {
        try (TestCarrier carrier =
                TestCarrier.server(
                        smux("mux.maxReceiveBuffer", 65_536, "mux.maxStreamBuffer", 65_536))) {
            carrier.receive("0100000003000000");
            TestStream stream = carrier.accepted();
            stream.stall();
            carrier.receive(("0102008003000000" + "00".repeat(32_768)).repeat(2));
            assertThat(carrier.channel().config().isAutoRead()).isFalse();
            carrier.pass(Duration.ofMinutes(5));
            assertThat(carrier.isOpen()).isTrue();
            stream.read();
            assertThat(stream.heardBytes()).isEqualTo(65_536);
            assertThat(carrier.channel().config().isAutoRead()).isTrue();
        }
    }

    @Test
    void whatAClosedStreamHeldIsGivenBackToTheSession() {
        try (TestCarrier carrier =
                TestCarrier.server(
                        smux("mux.maxReceiveBuffer", 65_536, "mux.maxStreamBuffer", 65_536))) {
            for (int i = 0; i < 5; i++) {
                String id = HexFormat.of().toHexDigits((byte) (3 + 2 * i)) + "000000";
                carrier.receive("01000000" + id);
                TestStream stream = carrier.accepted();
                stream.stall();
                carrier.receive(("01020080" + id + "00".repeat(32_768)).repeat(2));
                assertThat(carrier.channel().config().isAutoRead()).isFalse();
                stream.close();
                assertThat(carrier.channel().config().isAutoRead()).isTrue();
            }
        }
    }

    @Test
    void oneStalledStreamOfAThousandStallsNobody() {
        try (TestCarrier client = TestCarrier.client(version(2));
                TestCarrier server = TestCarrier.server(version(2))) {
            List<TestStream> asking = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                asking.add(client.open());
            }
            TestCarrier.exchange(client, server);
            List<TestStream> answering = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answering.add(server.accepted());
            }
            answering.get(500).stall();
            byte[] much = new byte[500_000];
            asking.get(500).say(much);
            TestCarrier.exchange(client, server);
            for (int i = 0; i < 1_000; i++) {
                if (i != 500) {
                    asking.get(i).say(new byte[10_000]);
                }
            }
            TestCarrier.exchange(client, server);
            for (int i = 0; i < 1_000; i++) {
                assertThat(answering.get(i).heardBytes()).isEqualTo(i == 500 ? 0 : 10_000);
            }
            answering.get(500).read();
            TestCarrier.exchange(client, server);
            assertThat(answering.get(500).heardBytes()).isEqualTo(much.length);
        }
    }

    @Test
    void aRetiredSessionOpensNoStreamsTakesThoseOfItsPeerAndEndsWithTheLast() {
        try (TestCarrier carrier = TestCarrier.server(version(1))) {
            carrier.receive("0100000003000000");
            TestStream stream = carrier.accepted();
            carrier.session().retire();
            carrier.receive("0100000005000000");
            TestStream later = carrier.accepted();
            assertThat(carrier.sent()).isEmpty();
            assertThatThrownBy(() -> carrier.session().open().toCompletableFuture().join())
                    .hasRootCauseInstanceOf(GostException.class);
            assertThat(carrier.isOpen()).isTrue();
            stream.close();
            assertThat(carrier.sent()).isEqualTo("0101000003000000");
            assertThat(carrier.isOpen()).isTrue();
            later.close();
            assertThat(carrier.sent()).isEqualTo("0101000005000000");
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void whoTakesStreamsAndThrowsLosesThatStreamAlone() {
        try (TestCarrier carrier = TestCarrier.server(new ThrowsAtFirst(version(1)))) {
            carrier.receive("0100000003000000" + "0100000005000000");
            carrier.receive("0102050005000000" + HELLO);
            assertThat(carrier.sent()).isEqualTo("0101000003000000");
            assertThat(carrier.accepted().heard()).isEqualTo(HELLO);
            assertThat(carrier.session().streams()).isEqualTo(1);
        }
    }

    /** Its sessions' first stream meets a bug. */
    private record ThrowsAtFirst(Multiplexer streams) implements Multiplexer {
        @Override
        public MultiplexSession client(Channel channel, Acceptor incoming) {
            throw new AssertionError("for servers");
        }

        @Override
        public MultiplexSession server(Channel channel, Acceptor incoming) {
            AtomicBoolean any = new AtomicBoolean();
            return streams.server(
                    channel,
                    stream -> {
                        if (!any.getAndSet(true)) {
                            throw new IllegalStateException("a bug");
                        }
                        incoming.accept(stream);
                    });
        }
    }

    @Test
    void bulkAndSmallTakeTurns() {
        try (TestCarrier carrier = TestCarrier.client(version(1))) {
            TestStream bulk = carrier.open();
            TestStream small = carrier.open();
            carrier.sent();
            bulk.say(new byte[200_000]);
            small.say(HELLO);
            String sent = carrier.sent();
            assertThat(sent).contains("0102050005000000" + HELLO);
            assertThat(payload(sent)).isEqualTo(200_005);
        }
    }

    /** Bytes of data in frames. */
    private static int payload(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        int sum = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = (bytes[at + 2] & 0xff) | (bytes[at + 3] & 0xff) << 8;
            sum += bytes[at + 1] == SmuxSession.PSH ? length : 0;
            at += 8 + length;
        }
        return sum;
    }
}
