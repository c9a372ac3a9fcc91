package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class FailureMarkerTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailureMarker marker = new FailureMarker(now::get);

    @Test
    void aNewMarkerIsNotFailed() {
        assertThat(marker.isFailed(FailureLimits.DEFAULT)).isFalse();
        assertThat(marker.failures()).isZero();
    }

    @Test
    void isFailedFromTheLastAllowedFailureOn() {
        FailureLimits three = FailureLimits.of(3, Duration.ofSeconds(60));
        marker.mark();
        marker.mark();
        assertThat(marker.isFailed(three)).isFalse();
        marker.mark();
        assertThat(marker.isFailed(three)).isTrue();
    }

    @Test
    void comesBackExactlyWhenTheTimeoutHasPassed() {
        FailureLimits limits = FailureLimits.of(1, Duration.ofSeconds(10));
        marker.mark();
        advance(Duration.ofMillis(9_999));
        assertThat(marker.isFailed(limits)).isTrue();
        advance(Duration.ofMillis(1));
        assertThat(marker.isFailed(limits)).isFalse();
    }

    @Test
    void oneMoreFailureAfterTheTimeoutMarksItAtOnce() {
        FailureLimits limits = FailureLimits.of(2, Duration.ofSeconds(10));
        marker.mark();
        marker.mark();
        advance(Duration.ofSeconds(11));
        assertThat(marker.isFailed(limits)).isFalse();
        marker.mark();
        assertThat(marker.isFailed(limits)).isTrue();
    }

    @Test
    void onlyASuccessForgetsFailures() {
        FailureLimits limits = FailureLimits.of(1, Duration.ofSeconds(10));
        marker.mark();
        marker.reset();
        assertThat(marker.isFailed(limits)).isFalse();
        assertThat(marker.failures()).isZero();
    }

    @Test
    void zeroAndLessMeanOneFailureAndTenSeconds() {
        assertThat(FailureLimits.of(0, Duration.ZERO)).isEqualTo(FailureLimits.DEFAULT);
        assertThat(FailureLimits.of(-1, Duration.ofSeconds(-1))).isEqualTo(FailureLimits.DEFAULT);
        assertThat(FailureLimits.DEFAULT).isEqualTo(new FailureLimits(1, 10_000));
    }

    private void advance(Duration duration) {
        now.addAndGet(TimeUnit.NANOSECONDS.convert(duration));
    }
}
