package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLoggerFactory;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FieldLoggerProviderTest {
    @Test
    void whoAsksSlf4jGetsOurLogger() {
        assertThat(LoggerFactory.getLogger("io.netty.util.X"))
                .isInstanceOf(FieldLogger.class)
                .matches(logger -> logger.isWarnEnabled() && !logger.isInfoEnabled());
    }

    @Test
    void ourOwnNamesAreNotTakenForALibrary() {
        assertThat(LoggerFactory.getLogger(FieldLoggerProviderTest.class).isInfoEnabled()).isTrue();
    }

    @Test
    void nettyLogsThroughSlf4j() {
        assertThat(InternalLoggerFactory.getDefaultFactory().getClass().getSimpleName())
                .isEqualTo("Slf4JLoggerFactory");
        assertThat(InternalLoggerFactory.getInstance("io.netty.util.X").isInfoEnabled()).isFalse();
    }
}
