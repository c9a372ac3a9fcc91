package io.gost.runtime.route;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opens a connection and, if that is wanted, asks a web server there. */
public final class TunnelProbe implements Probe {
    private final Opening opening;
    private final Duration timeout;
    private final @Nullable WebQuestion question;

    /** Where the connection comes from. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens a connection to what is probed.
         *
         * @param timeout for everything together
         * @return a parked channel; fails with a {@link GostException}
         */
        CompletionStage<Channel> open(Duration timeout);
    }

    /**
     * Prepares a probe.
     *
     * @param opening where the connection comes from
     * @param timeout for connecting and answering together; positive
     * @param question to a web server, or {@code null} when a connection is enough
     */
    public TunnelProbe(Opening opening, Duration timeout, @Nullable WebQuestion question) {
        this.opening = opening;
        this.timeout = timeout;
        this.question = question;
    }

    @Override
    public CompletionStage<Void> run() {
        long start = System.nanoTime();
        CompletionStage<Channel> begun;
        try {
            begun = opening.open(timeout);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
        return begun.thenCompose(
                channel -> {
                    if (question == null) {
                        channel.close();
                        return CompletableFuture.completedStage(null);
                    }
                    return ask(question, channel, timeout.minusNanos(System.nanoTime() - start));
                });
    }

    private static CompletionStage<Void> ask(WebQuestion question, Channel channel, Duration left) {
        if (!left.isPositive()) {
            channel.close();
            return Stages.failed(Category.TIMEOUT, "no time was left to ask the web server");
        }
        CompletableFuture<Void> answered = new CompletableFuture<>();
        channel.eventLoop()
                .execute(
                        () ->
                                Stages.within(
                                                new WebAnswer(question).run(channel),
                                                channel,
                                                left,
                                                "web server")
                                        .whenComplete(
                                                (_, failure) -> {
                                                    channel.close();
                                                    if (failure == null) {
                                                        answered.complete(null);
                                                    } else {
                                                        answered.completeExceptionally(failure);
                                                    }
                                                }));
        return answered;
    }
}
