package io.gost.spi.support;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

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

    /**
     * Gives a handshake a deadline. When it passes, {@code TIMEOUT} travels through the channel's
     * pipeline as an exception, as Netty's read time-outs do: the {@link HandshakePhase} at work
     * fails with it and closes the channel. Called on the channel's event loop.
     *
     * @param <T> the handshake's result
     * @param handshake one or several phases, already running
     * @param channel where they run
     * @param timeout zero or negative for none
     * @param peer who has to answer, for the message, such as {@code socks5 proxy}
     * @return the same stage
     */
    public static <T> CompletionStage<T> within(
            CompletionStage<T> handshake, Channel channel, Duration timeout, String peer) {
        if (timeout.isPositive()) {
            ScheduledFuture<?> deadline =
                    channel.eventLoop()
                            .schedule(
                                    () -> expire(channel, timeout, peer),
                                    timeout.toNanos(),
                                    TimeUnit.NANOSECONDS);
            handshake.whenComplete((_, _) -> deadline.cancel(false));
        }
        return handshake;
    }

    private static void expire(Channel channel, Duration timeout, String peer) {
        channel.pipeline()
                .fireExceptionCaught(
                        new GostException(
                                GostException.Category.TIMEOUT,
                                peer + " did not answer within " + GoDuration.format(timeout)));
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
