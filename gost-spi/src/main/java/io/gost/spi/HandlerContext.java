package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the runtime lends to a {@link Handler}. */
@ProvidedByHost
public interface HandlerContext extends MultiplexingContext {
    /**
     * Whether clients have to authenticate at all.
     *
     * @return {@code false} when {@link Session#authenticate} accepts everybody
     */
    boolean authenticates();

    /**
     * Whether the service has a forwarder, so that {@link Session#forward} can be used.
     *
     * @return {@code true} when it has
     */
    boolean forwards();

    /**
     * A handler of another type with this handler's metadata, authers and context, for handlers
     * that only detect a protocol.
     *
     * @param type such as {@code socks5}
     * @return the handler, closed together with this one; empty when no plugin provides the type
     */
    Optional<Handler> delegate(String type);

    /**
     * Opens a TCP connection from this host, past the router: no chain, no bypass, no retries. For
     * what an operator configured, never for where a client wants to go.
     *
     * @param target where to
     * @param eventLoop the loop the channel shall live on
     * @return a parked channel, owned by the caller; fails with a {@link GostException}
     */
    CompletionStage<Channel> open(Target target, EventLoop eventLoop);

    /**
     * Opens a UDP socket on this host for what clients send beside their connection, such as the
     * datagrams of SOCKS5 UDP ASSOCIATE.
     *
     * @param local where to listen; an empty host is any address, port 0 any port
     * @param eventLoop the loop the channel shall live on
     * @return the bound socket as of {@link ListenerContext#listenDatagrams}, owned by the caller;
     *     fails with a {@link GostException}
     */
    CompletionStage<Channel> openDatagrams(Target local, EventLoop eventLoop);

    /**
     * The server's side of TLS: the handler's {@code tls:} block, else the default certificate.
     *
     * @return the same object at every call
     */
    TlsServer tls();
}
