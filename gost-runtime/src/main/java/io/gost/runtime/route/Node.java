package io.gost.runtime.route;

import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.FailureMarker;
import io.gost.runtime.select.Selectable;
import io.gost.spi.Connector;
import io.gost.spi.DatagramDialer;
import io.gost.spi.Dialer;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * One proxy: an address, a dialer that gets there and a connector that speaks with it.
 *
 * @param name the name in the configuration
 * @param address {@code host:port} as configured
 * @param target the address as a target; an empty host and port 0 for nodes without an address,
 *     such as {@code direct}
 * @param weight share of the requests, 1 or more
 * @param dialer the transport
 * @param connector the protocol
 * @param marker its failures
 * @param limits its own failure limits, or {@code null} for the selector's
 */
public record Node(
        String name,
        String address,
        Target target,
        int weight,
        Dialer dialer,
        Connector connector,
        FailureMarker marker,
        @Nullable FailureLimits limits)
        implements Selectable {
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
