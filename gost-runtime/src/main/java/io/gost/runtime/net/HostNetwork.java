package io.gost.runtime.net;

import org.slf4j.Logger;

/**
 * Everything of {@link io.gost.runtime.net} that one process needs, made and closed together.
 *
 * @param sockets event loops and sockets
 * @param names name look-ups
 * @param outbound connections by name
 */
public record HostNetwork(Sockets sockets, Names names, Outbound outbound)
        implements AutoCloseable {
    /**
     * Starts the event loops.
     *
     * @param threads how many, usually one per core
     * @param logger told of accept failures
     * @return the network
     */
    public static HostNetwork open(int threads, Logger logger) {
        Sockets sockets = Sockets.open(threads, logger);
        Names names = new Names(sockets);
        return new HostNetwork(sockets, names, new Outbound(sockets, names));
    }

    @Override
    public void close() {
        names.close();
        sockets.close();
    }
}
