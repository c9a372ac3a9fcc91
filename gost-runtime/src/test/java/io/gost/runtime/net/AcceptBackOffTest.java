package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

class AcceptBackOffTest {
    @Test
    void stopsAcceptingForASecondAfterAFailure() {
        EmbeddedChannel server = new EmbeddedChannel(new AcceptBackOff(NOPLogger.NOP_LOGGER));
        server.freezeTime();
        server.pipeline().fireExceptionCaught(new IOException("too many open files"));
        server.pipeline().fireExceptionCaught(new IOException("too many open files"));
        assertThat(server.config().isAutoRead()).isFalse();
        assertThat(server.isOpen()).isTrue();
        server.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isFalse();
        server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(server.config().isAutoRead()).isTrue();
        server.checkException();
    }
}
