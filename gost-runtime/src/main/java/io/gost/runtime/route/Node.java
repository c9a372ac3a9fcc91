package io.gost.runtime.route;

import io.gost.runtime.select.Standing;
import io.gost.spi.Connector;
import io.gost.spi.DatagramDialer;
import io.gost.spi.Dialer;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.Network;
import io.gost.spi.Target;

/**
 * One proxy: an address, a dialer that gets there and a connector that speaks with it.
 *
 * @param name the name in the configuration
 * @param address {@code host:port} as configured
 * @param target the address as a target; an empty host and port 0 for nodes without an address,
 *     such as {@code direct}
 * @param dialer the transport
 * @param connector the protocol
 * @param terms which requests it serves
 * @param standing how it stands with its hop's selector
 */
public record Node(
        String name,
        String address,
        Target target,
        Dialer dialer,
        Connector connector,
        Terms terms,
        Standing standing)
        implements Destination {
    @Override
    public Target target(Network clients) {
        return target.over(clients);
    }

    /**
     * Whether one connection to the node carries many requests.
     *
     * @return {@code true} when the dialer keeps sessions
     */
    public boolean multiplexes() {
        return dialer instanceof MultiplexingDialer;
    }

    /**
     * Whether the node is reached with datagrams.
     *
     * @return {@code true} when the dialer asks for them
     */
    public boolean takesDatagrams() {
        return dialer instanceof DatagramDialer;
    }

    /**
     * The node in words.
     *
     * @return {@code name@address}
     */
    public String label() {
        return name + "@" + address;
    }

    /** Closes what the node keeps open between requests. */
    public void close() {
        dialer.close();
    }
}
