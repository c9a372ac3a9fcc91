package io.gost.runtime.route;

import io.gost.runtime.select.Selectable;
import io.gost.runtime.select.Standing;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * One fixed target of a forwarder.
 *
 * @param name the name in the configuration
 * @param target where it is
 * @param network the network it is reached over, or {@code null} for the client's
 * @param standing how it stands with the forwarder's selector
 */
public record ForwardNode(String name, Target target, @Nullable Network network, Standing standing)
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
