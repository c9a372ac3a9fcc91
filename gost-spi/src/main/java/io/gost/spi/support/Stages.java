package io.gost.spi.support;

import io.gost.spi.GostException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.EventExecutor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Bridges between Netty's futures and the stages of the contract. */
public final class Stages {
    private Stages() {}

    /**
     * The channel of a future, as a stage.
     *
     * @param future any channel future
     * @return its channel once it succeeds; fails with a {@link GostException}
     */
    public static CompletableFuture<Channel> of(ChannelFuture future) {
        CompletableFuture<Channel> stage = new CompletableFuture<>();
        future.addListener(
                (ChannelFutureListener)
                        done -> {
                            if (!done.isSuccess()) {
                                stage.completeExceptionally(GostException.of(done.cause()));
                            } else if (!stage.complete(done.channel())) {
                                done.channel().close();
                            }
                        });
        return stage;
    }

    /**
     * A stage that failed.
     *
     * @param <T> the result's type
     * @param category what kind of failure
     * @param message one line: subject, value seen, value wanted
     * @return the failed stage
     */
    public static <T> CompletableFuture<T> failed(GostException.Category category, String message) {
        return CompletableFuture.failedFuture(new GostException(category, message));
    }

    /**
     * The same outcome, completed on an event loop.
     *
     * @param <T> the result's type
     * @param stage completes on any thread
     * @param loop where the returned stage completes
     * @return the outcome; a failure is a {@link GostException}
     */
    public static <T> CompletableFuture<T> on(CompletionStage<T> stage, EventExecutor loop) {
        CompletableFuture<T> moved = new CompletableFuture<>();
        stage.whenComplete(
                (value, failure) -> {
                    if (loop.inEventLoop()) {
                        finish(moved, value, failure);
                    } else {
                        loop.execute(() -> finish(moved, value, failure));
                    }
                });
        return moved;
    }

    private static <T> void finish(
            CompletableFuture<T> moved,
            T value,
            @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            moved.completeExceptionally(GostException.of(failure));
        } else if (!moved.complete(value) && value instanceof Channel late) {
            late.close();
        }
    }
}
