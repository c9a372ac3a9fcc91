package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One request to reach a node. */
@ProvidedByHost
public interface DialRequest {
    /**
     * The node's address as configured, unresolved: what a TLS server name or an HTTP {@code Host}
     * is made from.
     *
     * @return the address
     */
    Target address();

    /**
     * The loop that a channel of this request lives on, unless it belongs to a shared session.
     *
     * @return the event loop
     */
    EventLoop eventLoop();

    /**
     * How long the whole route may take. Who waits for the node on behalf of more than this request
     * bounds the waiting by it.
     *
     * @return zero or negative for no limit
     */
    Duration timeout();

    /**
     * Opens the raw stream to the node: a TCP connection with the node's hosts, resolver, interface
     * and mark, or a stream through the nodes before it.
     *
     * @param options socket options, used where a socket is made
     * @return a parked channel; fails with a {@link GostException}
     */
    CompletionStage<Channel> open(SocketOptions options);
}
