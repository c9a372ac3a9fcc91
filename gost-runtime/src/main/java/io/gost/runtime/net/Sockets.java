package io.gost.runtime.net;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;

import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Event loops and the sockets that live on them.
 *
 * <p>Stream sockets given out are parked: half-close allowed, TCP_NODELAY and keep-alive on,
 * auto-read off. All methods may be called from any thread and none blocks, but for {@link #close}.
 */
public final class Sockets implements AutoCloseable {
    private final Transport transport;
    private final EventLoopGroup loops;
    private final Logger logger;

    private Sockets(Transport transport, int threads, Logger logger) {
        this.transport = transport;
        this.logger = logger;
        this.loops =
                new MultiThreadIoEventLoopGroup(
                        threads,
                        new DefaultThreadFactory("gost-io", false),
                        transport.ioHandler(logger));
    }

    /**
     * Starts event loops on the fastest transport there is.
     *
     * @param threads how many loops, usually one per core
     * @param logger told of accept failures and of sockets that the system does not watch
     * @return the sockets; close them last
     */
    public static Sockets open(int threads, Logger logger) {
        return open(Transport.best(), threads, logger);
    }

    static Sockets open(Transport transport, int threads, Logger logger) {
        return new Sockets(transport, threads, logger);
    }

    /**
     * The transport in use, for the log.
     *
     * @return {@code epoll} or {@code nio}
     */
    public String transportName() {
        return transport.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * An event loop for work that belongs to no connection yet.
     *
     * @return the next loop in turn
     */
    public EventLoop nextLoop() {
        return loops.next();
    }

    /**
     * All event loops.
     *
     * @return the group
     */
    public EventLoopGroup loops() {
        return loops;
    }

    Transport transport() {
        return transport;
    }

    /**
     * Listens for TCP connections.
     *
     * @param network {@link Network#TCP4} for IPv4 alone; else the wildcard takes both families
     * @param address resolved address
     * @param options socket options
     * @param where where the socket and the accepted ones live: {@link #loops} or one loop
     * @param acceptor takes each connection, parked, on its event loop
     * @return the bound channel; fails with a {@link GostException} naming the address
     */
    public CompletionStage<Channel> listen(
            Network network,
            InetSocketAddress address,
            SocketOptions options,
            EventLoopGroup where,
            Acceptor acceptor) {
        Handover atOnce = new Handover();
        atOnce.complete();
        BoundSocket socket = new BoundSocket(network, address, transport, logger);
        return bind(socket, address, options, where)
                .thenCompose(_ -> lease(socket, options, acceptor, atOnce));
    }

    /**
     * Listens for TCP connections as one of the listeners of a change, on a socket that another one
     * gives up if there is one at the address.
     *
     * @param owner the name of the service
     * @param network as of {@link #listen(Network, InetSocketAddress, SocketOptions,
     *     EventLoopGroup, Acceptor)}
     * @param address resolved address
     * @param options socket options
     * @param acceptor takes each connection once the change is complete, parked, on its event loop
     * @param handover the change
     * @return the bound channel; fails with a {@link GostException} naming the address
     */
    public CompletionStage<Channel> listen(
            String owner,
            Network network,
            InetSocketAddress address,
            SocketOptions options,
            Acceptor acceptor,
            Handover handover) {
        Optional<BoundSocket> given = handover.take(owner, network, address);
        if (given.isPresent()) {
            return lease(given.get(), options, acceptor, handover);
        }
        BoundSocket socket = new BoundSocket(network, address, transport, logger);
        return bind(socket, address, options, loops)
                .thenCompose(_ -> lease(socket, options, acceptor, handover));
    }

    /** Made on the socket's loop, where an earlier listener's hold is given up, too. */
    private static CompletionStage<Channel> lease(
            BoundSocket socket, SocketOptions options, Acceptor acceptor, Handover handover) {
        ServerLease lease = new ServerLease(socket, options, acceptor);
        socket.add(lease);
        return Stages.of(socket.server().eventLoop().register(lease))
                .thenApply(
                        registered -> {
                            handover.await(lease);
                            return registered;
                        });
    }

    private CompletionStage<Channel> bind(
            BoundSocket socket,
            InetSocketAddress address,
            SocketOptions options,
            EventLoopGroup where) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(where, where)
                        .channelFactory(() -> transport.newServer(socket.network()))
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, 4_096)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel server) {
                                        listening(server, options);
                                        server.pipeline().addLast(socket.hearing());
                                    }
                                })
                        .childHandler(socket.accepting());
        if (transport == Transport.EPOLL && options.reusePort()) {
            bootstrap.option(io.netty.channel.epoll.EpollChannelOption.SO_REUSEPORT, true);
        }
        CompletableFuture<Channel> bound = new CompletableFuture<>();
        Stages.of(bootstrap.bind(address))
                .whenComplete(
                        (server, failure) -> {
                            if (server != null) {
                                socket.bound(server);
                                bound.complete(server);
                            } else {
                                bound.completeExceptionally(bindFailure(address, failure));
                            }
                        });
        return bound;
    }

    /**
     * Opens a TCP connection.
     *
     * @param address resolved address
     * @param options socket options
     * @param loop where the channel shall live
     * @return the connected channel, parked, completed on the loop. Cancelling the stage closes it
     */
    public CompletableFuture<Channel> connect(
            InetSocketAddress address, SocketOptions options, EventLoop loop) {
        Channel channel;
        try {
            channel = newSocket(address, options);
        } catch (ChannelException e) {
            return CompletableFuture.failedFuture(noSocket(address, e));
        }
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        loop.register(channel)
                .addListener(
                        registered -> {
                            if (registered.isSuccess()) {
                                channel.connect(address)
                                        .addListener(
                                                done ->
                                                        finish(
                                                                connected,
                                                                (ChannelFuture) done,
                                                                address));
                            } else {
                                connected.completeExceptionally(
                                        GostException.of(registered.cause()));
                            }
                        });
        connected.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        channel.close();
                    }
                });
        return connected;
    }

    /**
     * Opens a UDP socket.
     *
     * @param network {@link Network#UDP4} for IPv4 alone; else the wildcard takes both families
     * @param local resolved address to bind
     * @param loop where the channel shall live
     * @return the bound channel, parked, of {@link io.netty.channel.socket.DatagramPacket}
     *     messages, completed on the loop; fails with a {@link GostException} naming the address
     */
    public CompletableFuture<Channel> datagrams(
            Network network, InetSocketAddress local, EventLoop loop) {
        CompletableFuture<Channel> bound = new CompletableFuture<>();
        datagrams(network, loop, channel -> channel.bind(local))
                .whenComplete(
                        (channel, failure) -> {
                            if (channel != null) {
                                bound.complete(channel);
                            } else {
                                bound.completeExceptionally(bindFailure(local, failure));
                            }
                        });
        return bound;
    }

    /**
     * Opens a UDP socket that speaks with one peer.
     *
     * @param peer resolved address
     * @param loop where the channel shall live
     * @return the connected channel, parked, one {@code ByteBuf} for each datagram, completed on
     *     the loop; fails with a {@link GostException}
     */
    CompletableFuture<Channel> connectDatagrams(InetSocketAddress peer, EventLoop loop) {
        Network family = peer.getAddress() instanceof Inet4Address ? Network.UDP4 : Network.UDP6;
        return datagrams(family, loop, channel -> channel.connect(peer))
                .thenApply(
                        channel -> {
                            Parking.addLayers(channel, ConnectedDatagrams.INSTANCE);
                            return channel;
                        });
    }

    private CompletableFuture<Channel> datagrams(
            Network network, EventLoop loop, Function<Channel, ChannelFuture> start) {
        DatagramChannel channel;
        try {
            channel = transport.newDatagram(network);
        } catch (ChannelException e) {
            return CompletableFuture.failedFuture(noSocket(new InetSocketAddress(0), e));
        }
        transport.tune(channel);
        channel.pipeline().addLast(DatagramIntake.INSTANCE);
        return Stages.of(loop.register(channel))
                .thenCompose(_ -> Stages.of(start.apply(channel)))
                .thenApply(
                        started -> {
                            Parking.park(started);
                            return started;
                        })
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                channel.close();
                            }
                        });
    }

    /** Stops the loops, waiting at most two seconds. Channels still open are closed. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private Channel newSocket(InetSocketAddress address, SocketOptions options) {
        Channel channel = transport.newSocket(address.getAddress());
        try {
            TcpOptions.stream(channel);
            TcpOptions.tune(channel, options, transport);
            return channel;
        } catch (ChannelException e) {
            channel.unsafe().closeForcibly();
            throw e;
        }
    }

    private static GostException noSocket(InetSocketAddress address, ChannelException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return new GostException(
                Category.LIMIT,
                "no socket for " + Target.of(Network.TCP, address) + ": " + cause.getMessage(),
                failure);
    }

    private void listening(Channel server, SocketOptions options) {
        if (transport == Transport.EPOLL) {
            TcpOptions.inherited(server, options);
            if (options.multipath()) {
                logger.warn("mptcp: this transport has no Multipath TCP; listening with plain TCP");
            }
        }
        server.pipeline().addLast(new AcceptBackOff(logger));
    }

    private static void finish(
            CompletableFuture<Channel> connected, ChannelFuture done, InetSocketAddress address) {
        Channel channel = done.channel();
        if (!done.isSuccess()) {
            GostException failure = GostException.of(done.cause());
            connected.completeExceptionally(
                    new GostException(
                            failure.category(),
                            "dial " + Target.of(Network.TCP, address) + ": " + reason(failure),
                            failure));
            return;
        }
        Parking.park(channel);
        if (!connected.complete(channel)) {
            channel.close();
        }
    }

    /** Netty repeats the address behind the system's words. */
    private static String reason(GostException failure) {
        return switch (failure.category()) {
            case REFUSED -> "connection refused";
            case TIMEOUT -> "connection timed out";
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.category().name());
        };
    }

    private static GostException bindFailure(InetSocketAddress address, Throwable failure) {
        GostException known = GostException.of(failure);
        String why = Objects.requireNonNullElse(known.getMessage(), "");
        if (known.getCause() instanceof BindException || why.contains("in use")) {
            why = "address already in use; stop the other program or choose another port";
        } else if (why.contains("ermission")) {
            why = "permission denied; ports below 1024 need privileges";
        }
        return new GostException(
                known.category(),
                "listen on " + Target.of(Network.TCP, address) + ": " + why,
                known);
    }
}
