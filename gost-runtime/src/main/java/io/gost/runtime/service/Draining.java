package io.gost.runtime.service;

import io.gost.spi.GoDuration;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the clients of services that accept no more, and says what became of them. */
final class Draining {
    private final List<Service> services;
    private final Logger logger;

    Draining(List<Service> services, Logger logger) {
        this.services = services;
        this.logger = logger;
    }

    /** Blocks until all clients have left, at most for a time. */
    void await(Duration patience) {
        int before = clients();
        if (before == 0) {
            return;
        }
        String time = GoDuration.format(patience);
        logger.info("draining: {} connections may go on for {}", before, time);
        CompletableFuture<Void> drained =
                CompletableFuture.allOf(
                        services.stream()
                                .map(Service::drain)
                                .map(CompletionStage::toCompletableFuture)
                                .toArray(CompletableFuture<?>[]::new));
        try {
            drained.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            logger.info("drained: all of {} connections have ended", before);
        } catch (TimeoutException _) {
            int left = clients();
            logger.warn(
                    "drained: {} of {} connections have ended, the other {} are cut after {}",
                    Math.max(0, before - left),
                    before,
                    left,
                    time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("only completed normally", e);
        }
    }

    private int clients() {
        return services.stream().mapToInt(Service::clientCount).sum();
    }
}
