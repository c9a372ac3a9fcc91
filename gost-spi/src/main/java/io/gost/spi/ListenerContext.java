package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the runtime lends to a {@link Listener}. */
@ProvidedByHost
public interface ListenerContext extends MultiplexingContext {
    /**
     * The service's address.
     *
     * @return the address to listen on; an empty host is any address, of both families
     */
    Target address();

    /**
     * Listens for TCP connections on {@link #address()}. The runtime binds, applies socket options,
     * admission, connection limits and statistics, and turns accept failures such as “too many open
     * files” into back-off.
     *
     * @param options socket options
     * @param acceptor takes each raw connection, parked, on its event loop
     * @return the listening socket, once it is bound; close it to stop. Fails with a {@link
     *     GostException} that names the address
     */
    CompletionStage<Channel> listen(SocketOptions options, Acceptor acceptor);

    /**
     * Opens a UDP socket on {@link #address()}, for listeners that carry something over datagrams
     * of many peers. {@link io.gost.spi.support.PeerChannels} makes a channel of each peer.
     *
     * @return the bound socket, parked, its messages being {@link
     *     io.netty.channel.socket.DatagramPacket}s with resolved addresses; what the network says
     *     about a single peer, such as “port unreachable”, does not disturb it. Close it to stop.
     *     Fails with a {@link GostException} that names the address
     */
    CompletionStage<Channel> listenDatagrams();

    /**
     * The UDP socket that an earlier listener on {@link #address()} has left open when it was
     * stopped, for transports whose connections live on the listening socket, such as QUIC: the
     * next listener, which another configuration brings, goes on with it, because it cannot bind
     * the address as long as they last. Whoever cannot go on with it calls {@link
     * #listenDatagrams}, which closes it first.
     *
     * @return the socket as the other listener has left it, which may have been of another type;
     *     mostly empty
     */
    default Optional<Channel> inheritDatagrams() {
        return Optional.empty();
    }

    /**
     * The loop for what belongs to the listener and to no connection, such as {@link #bind}.
     *
     * @return the same loop at every call
     */
    EventLoop eventLoop();

    /**
     * Binds {@link #address()} for TCP: on the last node of {@code listener.chain} or {@code
     * listener.chainGroup} if there is one, else on this host. One attempt within the service's
     * dial time-out.
     *
     * @return the binding, to be used on {@link #eventLoop()}, where the stage completes; fails
     *     with a {@link GostException}
     */
    CompletionStage<Binding> bind();

    /**
     * As {@link #bind()} for UDP.
     *
     * @return the bound datagrams, whose channel may live on any loop; fails with a {@link
     *     GostException}
     */
    CompletionStage<DatagramBinding> bindDatagrams();

    /**
     * Says that {@link Listener#status} has changed, so that the change is among the events of the
     * service, too. Any thread.
     *
     * @param status what it tells now
     */
    default void statusChanged(ListenerStatus status) {}

    /**
     * The server's side of TLS: the listener's {@code tls:} block, else the default certificate.
     *
     * @return the same object at every call
     */
    TlsServer tls();
}
