package io.gost.runtime.route;

import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.FailureMarker;
import io.gost.runtime.select.Selectable;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * One fixed target of a forwarder.
 *
 * @param name the name in the configuration
 * @param target where it is
 * @param network the network it is reached over, or {@code null} for the client's
 * @param weight share of the requests, 1 or more
 * @param marker its failures
 * @param limits its own failure limits, or {@code null} for the selector's
 */
public record ForwardNode(
        String name,
        Target target,
        @Nullable Network network,
        int weight,
        FailureMarker marker,
        @Nullable FailureLimits limits)
        implements Selectable {
    /**
     * The target of one client's request.
     *
     * @param clients the network of the client's connection
     * @return the target over the network that it is reached over
     */
    public Target target(Network clients) {
        return target.over(network == null ? clients : network);
    }

    @Override
    public String address() {
        return target.toString();
    }
}
