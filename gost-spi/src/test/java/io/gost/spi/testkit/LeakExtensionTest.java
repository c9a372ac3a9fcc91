package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.PooledByteBufAllocator;

import org.junit.jupiter.api.Test;

final class LeakExtensionTest {
    private final LeakExtension extension = new LeakExtension();

    @Test
    void failsForABufferThatNobodyReleased() {
        extension.beforeAll(null);
        PooledByteBufAllocator.DEFAULT.directBuffer(16);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> extension.afterAll(null))
                .withMessageContaining("failsForABufferThatNobodyReleased");
    }

    @Test
    void saysNothingOtherwise() {
        extension.beforeAll(null);
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        assertThatCode(() -> extension.afterAll(null)).doesNotThrowAnyException();
    }
}
