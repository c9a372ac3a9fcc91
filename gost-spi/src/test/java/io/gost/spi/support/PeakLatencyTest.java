package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Measurements;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

final class PeakLatencyTest {
    private static final long HALF_LIFE = 1L << 33;

    private final PeakLatency latency = new PeakLatency();
    // Overflows on the way.
    private long now = Long.MAX_VALUE - HALF_LIFE;

    @Test
    void isUnknownBeforeTheFirstMeasurement() {
        assertThat(latency.at(now)).isEqualTo(Measurements.UNKNOWN);
    }

    @Test
    void believesBadNewsAtOnceAndGoodNewsSlowly() {
        add(Duration.ofMillis(10));
        add(Duration.ofMillis(100));
        assertThat(millis()).isEqualTo(100);
        add(Duration.ofMillis(10));
        assertThat(millis()).as("measured at the same moment").isEqualTo(100);
        now += HALF_LIFE;
        add(Duration.ofMillis(10));
        assertThat(millis()).isEqualTo(55);
    }

    @Test
    void fadesByHalfEveryHalfLife() {
        add(Duration.ofMillis(80));
        now += HALF_LIFE;
        assertThat(millis()).isEqualTo(40);
        now += 2 * HALF_LIFE;
        assertThat(millis()).isEqualTo(10);
        now += HALF_LIFE / 2;
        assertThat(latency.at(now)).isEqualTo(TimeUnit.MICROSECONDS.toNanos(7_500));
        now += 1_000 * HALF_LIFE;
        assertThat(latency.at(now)).isZero();
    }

    @Test
    void toleratesClocksThatAreBehindAndLatenciesBeyondItsScale() {
        add(Duration.ofMillis(80));
        now -= Duration.ofMillis(2).toNanos();
        assertThat(millis()).isEqualTo(80);
        add(Duration.ofHours(1));
        assertThat(millis()).isEqualTo(268_435);
        PeakLatency zero = new PeakLatency();
        zero.add(0, now);
        assertThat(zero.at(now)).isEqualTo(1_000);
    }

    private void add(Duration measured) {
        latency.add(measured.toNanos(), now);
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(latency.at(now));
    }
}
