package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** A connector that can carry datagrams for many peers through its node. */
@ImplementedByPlugin
public interface DatagramConnector extends Connector {
    /**
     * Asks the node for an association.
     *
     * @param channel a parked channel to the node, after {@link #handshake}; the connector owns it
     *     until the stage completes and closes it when it fails
     * @param request where the first datagrams will go; an empty host when that is open
     * @return a parked channel of {@link Datagram} messages; fails with a {@link GostException}
     */
    CompletionStage<Channel> associate(Channel channel, ConnectRequest request);
}
