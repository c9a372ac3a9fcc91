package io.gost.plugin.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.TestCarrier;
import io.gost.spi.testkit.TestStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

import java.time.Duration;
import java.util.Map;

/** Streams on which the peer says nothing, with the keep-alives as they come. */
@ExtendWith(LeakExtension.class)
class SmuxSilenceTest {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static Multiplexer smux(Map<String, Object> metadata) {
        return new Smux(SmuxOptions.read(Options.of(metadata)), NOPLogger.NOP_LOGGER);
    }

    private static TestCarrier client(int version) {
        return TestCarrier.client(smux(Map.of("mux.version", version)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void onADeadSessionANewStreamFailsWithTheDialTimeoutAndAnOldOneDoesNot(int version) {
        try (TestCarrier carrier = client(version)) {
            TestStream old = carrier.open(DIAL_TIMEOUT);
            carrier.receive("%02x02010003000000".formatted(version) + "00");
            TestStream fresh = carrier.open(DIAL_TIMEOUT);
            fresh.say("00");
            carrier.pass(DIAL_TIMEOUT.minus(MOMENT));
            assertThat(fresh.isOpen()).isTrue();
            assertThat(carrier.session().isOpen()).isTrue();
            carrier.pass(MOMENT);
            assertThat(fresh.isOpen()).isFalse();
            assertThat(GostException.of(fresh.failure()).category()).isEqualTo(Category.TIMEOUT);
            assertThat(carrier.session().isOpen()).isFalse();
            assertThat(old.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPeerThatSendsItsKeepAlivesMayTakeAsLongAsItLikes(int version) {
        try (TestCarrier carrier = client(version)) {
            TestStream patient = carrier.open(DIAL_TIMEOUT);
            TestStream hasty = carrier.open(Duration.ofSeconds(1));
            patient.say("00");
            hasty.say("00");
            for (int i = 0; i < 10; i++) {
                carrier.pass(Duration.ofSeconds(10));
                carrier.receive("%02x03000000000000".formatted(version));
            }
            assertThat(patient.isOpen()).isTrue();
            assertThat(hasty.isOpen()).isTrue();
            carrier.pass(DIAL_TIMEOUT);
            assertThat(patient.isOpen()).isFalse();
            assertThat(hasty.isOpen()).isFalse();
            assertThat(carrier.isOpen()).isFalse();
        }
    }

    @Test
    void whoWaitsLessThanAnotherIsNotMadeToWaitForIt() {
        Map<String, Object> lively = Map.of("mux.keepaliveInterval", "1s");
        try (TestCarrier carrier = TestCarrier.client(smux(lively))) {
            TestStream patient = carrier.open(DIAL_TIMEOUT);
            TestStream hasty = carrier.open(Duration.ofSeconds(2));
            carrier.pass(Duration.ofSeconds(2));
            assertThat(hasty.isOpen()).isFalse();
            assertThat(patient.isOpen()).isTrue();
            carrier.pass(Duration.ofSeconds(13));
            assertThat(patient.isOpen()).isFalse();
        }
    }

    @Test
    void creditIsAnAnswer() {
        try (TestCarrier carrier = client(2)) {
            TestStream stream = carrier.open(DIAL_TIMEOUT);
            stream.say("00");
            carrier.receive("0204080003000000" + "01000000" + "00000100");
            carrier.pass(Duration.ofSeconds(29));
            assertThat(stream.isOpen()).isTrue();
        }
    }

    @Test
    void withoutKeepAlivesSilenceMeansNothing() {
        Map<String, Object> silent = Map.of("mux.keepaliveDisabled", true);
        try (TestCarrier carrier = TestCarrier.client(smux(silent))) {
            TestStream stream = carrier.open(DIAL_TIMEOUT);
            carrier.pass(Duration.ofHours(1));
            assertThat(stream.isOpen()).isTrue();
        }
    }

    @Test
    void aPeerThatNobodyListensToIsNotSilent() {
        try (TestCarrier carrier =
                TestCarrier.client(smux(Map.of("mux.maxReceiveBuffer", 65_536)))) {
            TestStream stalled = carrier.open(DIAL_TIMEOUT);
            stalled.stall();
            TestStream waiting = carrier.open(DIAL_TIMEOUT);
            carrier.receive(("0102008003000000" + "00".repeat(32_768)).repeat(2));
            carrier.pass(Duration.ofHours(1));
            assertThat(waiting.isOpen()).isTrue();
        }
    }
}
