package io.gost.runtime.route;

import io.gost.spi.Network;
import io.gost.spi.Target;

/** A member that a forwarder can lead to. */
public interface Destination extends Member {
    /**
     * Where it is, for one client's request.
     *
     * @param clients the network of the client's connection
     * @return the target over the network that it is reached over
     */
    Target target(Network clients);
}
