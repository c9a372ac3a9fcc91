package io.gost.spi;

import io.netty.channel.Channel;

/** Takes the connections of a {@link Listener}. */
@ProvidedByHost
@FunctionalInterface
public interface Acceptor {
    /**
     * Takes a connection whose transport handshake is done. Called on the channel's event loop.
     *
     * @param channel a parked channel that fulfils the channel contract; the acceptor owns it from
     *     now on
     */
    void accept(Channel channel);
}
