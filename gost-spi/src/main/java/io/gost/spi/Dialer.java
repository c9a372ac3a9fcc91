package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/**
 * Opens the transport to a node.
 *
 * <p>{@link #dial} makes a connection when the node is the first of a route; behind another node
 * the connection already exists and only {@link #handshake} runs, so that TLS inside a tunnel is
 * one more layer in one pipeline. A transport that is TCP with layers on top is written as a {@link
 * io.gost.spi.support.StreamTransport} and needs no dialer of its own.
 *
 * <p><b>Instances.</b> One for each configured node. <b>Threads.</b> Called on {@link
 * DialRequest#eventLoop()}, from several loops at the same time; stages complete on that loop.
 *
 * <p><b>Deadline.</b> The runtime gives up when the route's time-out passes: it closes the channel
 * it passed in, and closes a channel that arrives later.
 */
@ImplementedByPlugin
public interface Dialer {
    /**
     * Connects to the node.
     *
     * @param request where to and how
     * @return a parked channel, not yet handshaken, owned by the caller; fails with a {@link
     *     GostException}
     */
    CompletionStage<Channel> dial(DialRequest request);

    /**
     * Adds this transport's layers to a connection that reaches the node.
     *
     * @param channel a parked channel; the dialer owns it until the stage completes and closes it
     *     when it fails
     * @param request where to and how
     * @return the same channel, or one on top of it, parked; fails with a {@link GostException}
     */
    CompletionStage<Channel> handshake(Channel channel, DialRequest request);

    /** Closes what is shared between connections, such as multiplexed sessions. Idempotent. */
    default void close() {}
}
