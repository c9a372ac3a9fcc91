package io.gost.spi;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One client's connection while a {@link Handler} works on it.
 *
 * <p>Policy, routing, retries, time-outs, logging and byte copying happen behind these methods, the
 * same for every protocol.
 *
 * <p><b>Threads.</b> Every method is called on the event loop of {@link #channel()}, and every
 * stage returned completes there, even if the upstream lives on another loop.
 *
 * <p><b>Ownership.</b> The handler owns {@link #channel()} until it calls {@link #relay} or {@link
 * #end}. It owns each upstream it was given until it relays or closes it. When the client leaves
 * first, stages still open fail and late upstreams are closed by the runtime.
 */
@ProvidedByHost
public interface Session {
    /**
     * The session's id, unique in this process and beyond: 20 lower-case letters and digits.
     *
     * @return the id that log lines and records carry as {@code sid}
     */
    String id();

    /**
     * The connection to the client.
     *
     * @return a stream channel, or a datagram channel for listeners of the UDP family
     */
    Channel channel();

    /**
     * The network of {@link #channel()}.
     *
     * @return {@link Network#TCP} for streams of any kind, {@link Network#UDP} for datagrams
     */
    Network network();

    /**
     * Where the client is: the source in a PROXY protocol header if there was one, else the peer of
     * the socket.
     *
     * @return the address
     */
    SocketAddress clientAddress();

    /**
     * Where the client connected to.
     *
     * @return the address
     */
    SocketAddress localAddress();

    /**
     * Gives the client a deadline for its next step, counted from the moment the connection was
     * accepted or, once a request has been answered, from now. Passing it ends the session with
     * {@link GostException.Category#TIMEOUT}. {@link #connect}, {@link #forward}, {@link #bind},
     * {@link #associate}, {@link #relay} and {@link #end} lift it.
     *
     * @param timeout zero or negative for none
     */
    void expectWithin(Duration timeout);

    /**
     * Checks a client's credentials against the service's authers.
     *
     * @param credentials what the client sent; empty texts when it sent none
     * @return the client's id, empty when there is none (no auther configured, or the client's
     *     address is exempt); fails with {@link GostException.Category#AUTHENTICATION}
     */
    CompletionStage<String> authenticate(Credentials credentials);

    /**
     * Makes strategies such as {@code hash} pick by this text instead of the client's address.
     *
     * @param key usually the target; for handlers with the option {@code hash: host}
     */
    void hashBy(String key);

    /**
     * Reaches a target: bypass, hosts, resolver, then a chain or the network directly, with the
     * service's retries and time-out.
     *
     * @param target where to go; the host may be a name
     * @return a parked stream channel to the target (a datagram channel when the target's network
     *     is one), owned by the handler; fails with a {@link GostException}: {@code DENIED} when a
     *     bypass forbids the target, {@code RESOLVE}, {@code UNREACHABLE}, {@code REFUSED}, {@code
     *     TIMEOUT}, or what a proxy on the way answered
     */
    default CompletionStage<Channel> connect(Target target) {
        return connect(target, IdleUpstreams.NONE);
    }

    /**
     * Like {@link #connect(Target)}, but lets the handler offer a connection that it kept open from
     * this client's earlier request. A route is chosen as always; only if the handler holds an idle
     * connection over exactly that route is nothing dialed.
     *
     * @param target where to go
     * @param idle the handler's idle connections
     * @return as {@link #connect(Target)}
     */
    CompletionStage<Channel> connect(Target target, IdleUpstreams idle);

    /**
     * Reaches a node of the service's forwarder, chosen by its selector.
     *
     * @return as {@link #connect(Target)}; fails with {@code UNREACHABLE} when no node can be used
     */
    default CompletionStage<Channel> forward() {
        return forward(network());
    }

    /**
     * As {@link #forward()}, for protocols whose clients ask for a network.
     *
     * @param network what a node is reached over unless it says otherwise
     * @return as {@link #connect(Target)}
     */
    CompletionStage<Channel> forward(Network network);

    /**
     * Listens on behalf of the client, for example for SOCKS5 BIND.
     *
     * @param target the address to listen on; an empty host is any address, port 0 any port
     * @return a listening socket, owned by the handler; fails with a {@link GostException}
     */
    CompletionStage<Binding> bind(Target target);

    /**
     * Binds a UDP socket of this host on behalf of the client.
     *
     * @param target the address to bind; an empty host is any address, port 0 any port
     * @return the bound datagrams, their channel owned by the handler; names that they are sent to
     *     are looked up here. Fails with a {@link GostException}
     */
    CompletionStage<DatagramBinding> bindDatagrams(Target target);

    /**
     * Opens a datagram channel that talks to many peers, over the chain if there is one.
     *
     * @param network {@link Network#UDP}, {@link Network#UDP4} or {@link Network#UDP6}
     * @return a parked channel of {@link Datagram} messages, owned by the handler; fails with a
     *     {@link GostException}
     */
    CompletionStage<Channel> associate(Network network);

    /**
     * Joins the client and an upstream until both directions have ended. Takes ownership of both
     * channels, whatever is still in their pipelines: the handler removes its codec first.
     *
     * @param upstream a channel from {@link #connect}, {@link #forward} or a {@link Binding}
     * @param idleTimeout ends the relay when neither side sent anything for so long; zero or
     *     negative for never
     */
    void relay(Channel upstream, Duration idleTimeout);

    /**
     * As {@link #relay(Channel, Duration)}, for a client whose data come on another channel than
     * its connection, as those of SOCKS5 UDP ASSOCIATE do. The connection has nothing more to say:
     * when it ends the relay does, and the other way round.
     *
     * @param data the client's data, a channel of the client's event loop
     * @param upstream where they go
     * @param idleTimeout as of {@link #relay(Channel, Duration)}
     */
    void relay(Channel data, Channel upstream, Duration idleTimeout);

    /**
     * Ends the session: the client's channel is closed after what was written to it is flushed, and
     * the outcome is logged and counted. Idempotent.
     *
     * @param cause why, or {@code null} when all went well
     */
    void end(@Nullable Throwable cause);

    /**
     * What log lines and recorders will say of this session. The runtime fills in what it knows; a
     * handler adds what only its protocol knows.
     *
     * @return the record
     */
    SessionRecord record();
}
