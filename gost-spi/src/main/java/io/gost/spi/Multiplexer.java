package io.gost.spi;

import io.netty.channel.Channel;

/**
 * Carries many streams over one connection, for example smux.
 *
 * <p><b>Threads.</b> Called on the event loop of the channel it is given, from several loops at the
 * same time. Sessions stay on the loop of their channel, and so do their streams.
 */
@ImplementedByPlugin
public interface Multiplexer {
    /**
     * Starts a session on the side that made the connection.
     *
     * @param channel a parked stream channel; the session owns it from now on
     * @param incoming takes the streams that the peer opens, parked
     * @return the session, already reading
     */
    MultiplexSession client(Channel channel, Acceptor incoming);

    /**
     * Starts a session on the side that accepted the connection.
     *
     * @param channel a parked stream channel; the session owns it from now on
     * @param incoming takes the streams that the peer opens, parked
     * @return the session, already reading
     */
    MultiplexSession server(Channel channel, Acceptor incoming);
}
