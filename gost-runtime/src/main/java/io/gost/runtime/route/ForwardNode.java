package io.gost.runtime.route;

import io.gost.runtime.select.Standing;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * One fixed target of a forwarder.
 *
 * @param name the name in the configuration
 * @param address the target as text, which strategies ask for often
 * @param target where it is
 * @param network the network it is reached over, or {@code null} for the client's
 * @param terms which requests it serves
 * @param standing how it stands with the forwarder's selector
 */
public record ForwardNode(
        String name,
        String address,
        Target target,
        @Nullable Network network,
        Terms terms,
        Standing standing)
        implements Destination {
    @Override
    public Target target(Network clients) {
        return target.over(network == null ? clients : network);
    }
}
