package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class LifelineTest {
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @Test
    void itsEndIsNoticedAndOrdersBeforeAreFollowed() throws Exception {
        try (PipedOutputStream parent = new PipedOutputStream()) {
            Lifeline lifeline = Lifeline.on(new PipedInputStream(parent), hungUp::countDown);
            lifeline.whenCut(cut::countDown);
            parent.write('?'); // of a later version
            parent.write(Lifeline.HANG_UP);
            parent.flush();
            assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(cut.getCount()).isOne();
        }
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoComesLateHearsOfTheEndToo() throws IOException, InterruptedException {
        PipedOutputStream parent = new PipedOutputStream();
        Lifeline lifeline = Lifeline.on(new PipedInputStream(parent), () -> {});
        parent.close();
        lifeline.whenCut(() -> {});
        lifeline.whenCut(cut::countDown);
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
