package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One request to reach a node. */
@ProvidedByHost
public interface DialRequest {
    /**
     * The address of the node on a channel of {@link #openDatagrams}, always resolved. Where only
     * the last proxy can resolve the node's name, it is a stand-in that means the node on this
     * channel and nothing anywhere else.
     */
    AttributeKey<InetSocketAddress> PEER = AttributeKey.valueOf(DialRequest.class, "peer");

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

    /**
     * Opens datagrams to the node: a UDP socket of this host, or an association through the nodes
     * before it. For dialers that carry something over datagrams; see {@link DatagramDialer}.
     *
     * @return a parked channel of {@link io.netty.channel.socket.DatagramPacket} messages to and
     *     from its {@link #PEER}; a socket of this host gets those of other senders, too. Fails
     *     with a {@link GostException}
     */
    CompletionStage<Channel> openDatagrams();
}
