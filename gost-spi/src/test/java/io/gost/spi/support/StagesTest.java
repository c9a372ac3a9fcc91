package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;

final class StagesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void aFutureThatSucceedsGivesItsChannel() {
        assertThat(Stages.of(channel.newSucceededFuture())).isCompletedWithValue(channel);
    }

    @Test
    void aFutureThatFailsGivesACategory() {
        ConnectException refused = new ConnectException("Connection refused");
        assertThat(category(Stages.of(channel.newFailedFuture(refused))))
                .isEqualTo(Category.REFUSED);
    }

    @Test
    void aChannelThatComesAfterTheStageWasCancelledIsClosed() {
        ChannelPromise promise = channel.newPromise();
        Stages.of(promise).cancel(false);
        promise.setSuccess();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aStageIsMovedToTheEventLoop() {
        CompletableFuture<String> elsewhere = new CompletableFuture<>();
        CompletableFuture<String> moved = Stages.on(elsewhere, channel.eventLoop());
        elsewhere.complete("value");
        channel.runPendingTasks();
        assertThat(moved).isCompletedWithValue("value");
    }

    @Test
    void aMovedFailureHasACategory() {
        CompletableFuture<String> elsewhere =
                CompletableFuture.failedFuture(new ConnectException("Connection refused"));
        CompletableFuture<String> moved =
                Stages.on(elsewhere.thenApply(String::trim), channel.eventLoop());
        channel.runPendingTasks();
        assertThat(category(moved)).isEqualTo(Category.REFUSED);
    }

    @Test
    void aMovedChannelThatNobodyWaitsForAnyMoreIsClosed() {
        CompletableFuture<Channel> elsewhere = new CompletableFuture<>();
        Stages.on(elsewhere, channel.eventLoop()).cancel(false);
        elsewhere.complete(channel);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aFailedStageHasItsCategory() {
        assertThat(category(Stages.failed(Category.LIMIT, "too many"))).isEqualTo(Category.LIMIT);
    }

    private static Category category(CompletableFuture<?> stage) {
        assertThat(stage).isCompletedExceptionally();
        return ((GostException) stage.exceptionNow()).category();
    }
}
