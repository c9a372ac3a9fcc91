package io.gost.runtime.component;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Is told of services: their states and their statistics. Any thread. */
public interface Observer extends AutoCloseable {
    /**
     * Its name, for the log.
     *
     * @return as configured
     */
    String name();

    /**
     * Tells it something. Must not block.
     *
     * @param events at least one
     * @return completes when it has heard; fails when it has not, and should be told again
     */
    CompletionStage<Void> observe(List<ObserverEvent> events);

    /** Tells it nothing more; waits a little for what is on its way. Idempotent. */
    @Override
    void close();
}
