package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/**
 * Asks a node, in one proxy protocol, to connect us to the next address.
 *
 * <p>Further abilities are further interfaces, found by type: {@link BindingConnector}, {@link
 * DatagramConnector}.
 *
 * <p><b>Instances.</b> One for each configured node. <b>Threads.</b> Called on the channel's event
 * loop, from several loops at the same time; stages complete on that loop.
 *
 * <p><b>Deadline.</b> The runtime gives up when the route's time-out passes: it closes the channel
 * it passed in, so a handshake handler only has to fail when its channel goes away.
 */
@ImplementedByPlugin
public interface Connector {
    /**
     * Speaks the part of the protocol that does not depend on the target, such as authentication.
     *
     * @param channel a parked channel to the node; the connector owns it until the stage completes
     *     and closes it when it fails
     * @return the same channel, parked; fails with a {@link GostException}
     */
    default CompletionStage<Channel> handshake(Channel channel) {
        return java.util.concurrent.CompletableFuture.completedStage(channel);
    }

    /**
     * Asks for a connection to a target.
     *
     * @param channel a parked channel to the node, after {@link #handshake}; the connector owns it
     *     until the stage completes and closes it when it fails
     * @param request where to
     * @return the same channel, or one on top of it, parked, which now leads to the target; bytes
     *     that came behind the node's answer are kept. For a target of the UDP family a datagram
     *     channel, one {@code ByteBuf} for each datagram; an empty one only asks to flush. Fails
     *     with a {@link GostException} whose category tells what the node answered, {@code CONFIG}
     *     when the protocol cannot reach the target's network
     */
    CompletionStage<Channel> connect(Channel channel, ConnectRequest request);
}
