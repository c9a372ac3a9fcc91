package io.gost.runtime.route;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.EventLoop;

import org.slf4j.Logger;

/** The client's side of a request: what routing may know about it and where it runs. */
public interface Flow extends RouteRequest {
    /**
     * The loop everything about the request happens on.
     *
     * @return the client's event loop
     */
    EventLoop eventLoop();

    /**
     * Whether the client is still there, so that trying goes on to make sense.
     *
     * @return {@code false} once the client has left
     */
    boolean isWanted();

    /**
     * The network of the client's connection, which a forwarder's target is reached over unless it
     * has one of its own.
     *
     * @return {@link Network#UDP} for datagrams, {@link Network#TCP} for streams
     */
    Network network();

    /**
     * Told where the request goes, when routing chooses that and not the client.
     *
     * @param target a forwarder's target
     */
    void heading(Target target);

    /**
     * A logger with the session's fields.
     *
     * @return the logger
     */
    Logger logger();
}
