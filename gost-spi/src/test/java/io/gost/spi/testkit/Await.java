package io.gost.spi.testkit;

import io.gost.spi.GostException;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline. */
public final class Await {
    /** How long anything may take that normally takes milliseconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long STEP_NANOS = 1_000_000;

    /** Shorter in the kit's own tests, which wait for what never comes. */
    private static volatile Duration patience = PATIENCE;

    private Await() {}

    static Duration patience() {
        return patience;
    }

    static void patience(Duration duration) {
        patience = duration;
    }

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words, for the failure
     * @param condition is asked again and again, on the calling thread
     * @throws AssertionError when it does not hold in time
     */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /**
     * Waits for a stage.
     *
     * @param <T> the result's type
     * @param stage the stage
     * @return its result
     * @throws GostException what the stage failed with; a stage that fails with anything else, or
     *     not in time, is an {@link AssertionError}
     */
    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GostException failure) {
                throw failure;
            }
            throw new AssertionError(
                    "failed with something else than a GostException; give it a category", e);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "a stage was not completed within "
                            + patience.toSeconds()
                            + " s; complete it when the channel closes, too, as HandshakePhase"
                            + " does: "
                            + stage,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Runs something on an event loop and waits for it.
     *
     * @param <T> the result's type
     * @param loop the event loop
     * @param work what to run
     * @return its result
     */
    public static <T> T on(Executor loop, Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(
                () -> {
                    try {
                        done.complete(work.call());
                    } catch (Exception | AssertionError e) {
                        done.completeExceptionally(e);
                    }
                });
        return result(done);
    }

    /**
     * Starts something asynchronous on an event loop and waits for its outcome.
     *
     * @param <T> the result's type
     * @param loop the event loop
     * @param work what to start
     * @return the result of the stage it returns
     * @throws GostException what the stage failed with
     */
    public static <T> T stageOn(Executor loop, Callable<? extends CompletionStage<T>> work) {
        return result(on(loop, work));
    }
}
