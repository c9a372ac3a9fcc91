package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
    @Test
    void aSignalDoesWhatWasSaidEachTime() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        Signals.on("WINCH", twice::countDown); // one that does nothing to anybody else
        Signals.raise("WINCH");
        Signals.raise("WINCH");
        assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSignalThatDoesNotExistNeverComes() {
        Signals.on("NONSENSE", () -> {});
        Signals.raise("NONSENSE");
    }
}
