package io.gost.runtime.route;

import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.FailureMarker;
import io.gost.runtime.select.Selectable;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * One fixed target of a forwarder.
 *
 * @param name the name in the configuration
 * @param target where it is
 * @param weight share of the requests, 1 or more
 * @param marker its failures
 * @param limits its own failure limits, or {@code null} for the selector's
 */
public record ForwardNode(
        String name,
        Target target,
        int weight,
        FailureMarker marker,
        @Nullable FailureLimits limits)
        implements Selectable {
    @Override
    public String address() {
        return target.toString();
    }
}
