package io.gost.runtime.select;

import io.gost.spi.Candidate;

import org.jspecify.annotations.Nullable;

/** A candidate as the runtime sees it: with its failures. */
public interface Selectable extends Candidate {
    /**
     * Its failures.
     *
     * @return the marker
     */
    FailureMarker marker();

    /**
     * Limits of its own, from metadata {@code maxFails} and {@code failTimeout}.
     *
     * @return limits that win over the selector's, or {@code null}
     */
    @Nullable FailureLimits limits();
}
