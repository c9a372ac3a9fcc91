package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class StopSignalTest {
    private final CountDownLatch cut = new CountDownLatch(1);

    private StopSignal stopIn(Duration drain) {
        return new StopSignal(drain, cut::countDown);
    }

    @Test
    void theFirstSignalAsksAndTheSecondEndsAtOnce() {
        StopSignal stop = stopIn(Duration.ofHours(1));
        stop.signalled();
        stop.await();
        assertThat(cut.getCount()).isOne();
        stop.signalled();
        assertThat(cut.getCount()).isZero();
    }

    @Test
    void aSignalBehindARequestIsTheFirstSignal() {
        StopSignal stop = stopIn(Duration.ofHours(1));
        stop.request();
        stop.request();
        stop.await();
        stop.signalled();
        assertThat(cut.getCount()).isOne();
    }

    @Test
    void aStopThatTakesTooLongIsCutShort() throws InterruptedException {
        StopSignal stop = stopIn(Duration.ofSeconds(-20)); // less all the time for closing
        stop.request();
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStopInTimeIsNotCutShort() {
        StopSignal stop = stopIn(Duration.ofHours(1));
        stop.request();
        stop.stopped();
        assertThat(cut.getCount()).isOne();
    }
}
