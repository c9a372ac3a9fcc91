package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** One request to a node for a connection to a target. */
@ProvidedByHost
public interface ConnectRequest {
    /**
     * Where to: the next node of the route, or the target itself.
     *
     * @return the target; the host may be a name
     */
    Target target();

    /**
     * Opens a connection from this host instead of through the node, with the node's interface and
     * mark. Only for connectors that end a chain, such as {@code direct}.
     *
     * @return a parked channel to {@link #target()}; fails with a {@link GostException}
     */
    CompletionStage<Channel> openDirect();

    /**
     * The target with its name resolved by the node's hosts and resolver, else the system, for
     * protocols that cannot carry names.
     *
     * @param network {@link Network#TCP4} for IPv4 only, {@link Network#TCP6} for IPv6 only, {@link
     *     Network#TCP} for either
     * @return the target with an address literal; fails with {@code RESOLVE}
     */
    CompletionStage<Target> resolve(Network network);

    /**
     * Opens datagrams to an address that the node named in its answer, such as the relay of SOCKS5
     * UDP ASSOCIATE: from this host, or through the nodes before it.
     *
     * @param peer the address; an empty host is the node's own
     * @return a parked datagram channel, one {@code ByteBuf} for each datagram from and to the
     *     peer; fails with a {@link GostException}
     */
    CompletionStage<Channel> openDatagrams(Target peer);
}
