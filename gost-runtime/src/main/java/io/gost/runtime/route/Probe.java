package io.gost.runtime.route;

import java.util.concurrent.CompletionStage;

/** One way to find out whether something works. */
@FunctionalInterface
public interface Probe {
    /**
     * Tries it, within a deadline of its own.
     *
     * @return done when it works; fails with a {@link io.gost.spi.GostException} that says why not
     */
    CompletionStage<Void> run();
}
