package io.gost.runtime.component;

import io.gost.spi.PluginContext;

import org.slf4j.Logger;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What every plugin object is lent, whatever its kind. */
public abstract class LentContext implements PluginContext {
    // Virtual threads need no pool; one executor for the process keeps their number visible.
    private static final ExecutorService BLOCKING =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("gost-blocking-", 0).factory());

    private final String name;
    private final String path;
    private final Logger logger;

    /**
     * Makes the common part.
     *
     * @param name the service's, node's or selector's name
     * @param path where the object stands in the configuration
     * @param logger with the object's fields
     */
    protected LentContext(String name, String path, Logger logger) {
        this.name = name;
        this.path = path;
        this.logger = logger;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String path() {
        return path;
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    @Override
    public final InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public final <T> CompletionStage<T> blocking(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        BLOCKING.execute(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }
}
