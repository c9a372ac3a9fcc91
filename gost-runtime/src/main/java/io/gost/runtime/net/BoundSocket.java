package io.gost.runtime.net;

import io.gost.spi.Network;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listening socket and who listens on it: one listener at a time, and for the length of a change
 * a second one that waits for its turn. It is closed with the last of them.
 *
 * <p>Any thread; what is accepted goes to the listener whose turn it is, on the connection's loop.
 */
final class BoundSocket {
    private final Network network;
    private final InetSocketAddress wanted;
    private final Transport transport;
    private final Logger logger;
    private final Set<ServerLease> leases = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerLease current;
    private volatile @Nullable Channel server;

    /**
     * A socket that is about to be bound.
     *
     * @param network what was asked for
     * @param wanted the address that was asked for, perhaps with port 0
     */
    BoundSocket(Network network, InetSocketAddress wanted, Transport transport, Logger logger) {
        this.network = network;
        this.wanted = wanted;
        this.transport = transport;
        this.logger = logger;
    }

    Network network() {
        return network;
    }

    /** Whether whoever wants this address wants this socket. */
    boolean isFor(Network other, InetSocketAddress address) {
        return network == other && wanted.equals(address);
    }

    void bound(Channel channel) {
        server = channel;
        // Closed with the loops, say.
        channel.closeFuture().addListener(_ -> leases.forEach(ServerLease::close));
    }

    Channel server() {
        return Objects.requireNonNull(server);
    }

    SocketAddress localAddress() {
        return server().localAddress();
    }

    /** Somebody will listen; its turn comes with {@link #use}. */
    void add(ServerLease lease) {
        leases.add(lease);
    }

    /** From now on connections go to this listener. The first one opens the gate. */
    void use(ServerLease lease) {
        current = lease;
        Channel channel = server();
        try {
            if (transport == Transport.EPOLL) {
                TcpOptions.inherited(channel, lease.options());
            }
            channel.config().setAutoRead(true);
        } catch (ChannelException e) {
            // Closed in the same moment.
            logger.debug("{}: {}", channel.localAddress(), e.getMessage());
        }
    }

    void release(ServerLease lease) {
        leases.remove(lease);
        if (leases.isEmpty()) {
            server().close();
        }
    }

    /** For the pipelines of accepted connections. */
    ChannelInboundHandlerAdapter accepting() {
        return new Accepting();
    }

    /** Passes on what the listening socket's pipeline hears to the listener whose turn it is. */
    ChannelInboundHandlerAdapter hearing() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                ServerLease lease = current;
                if (lease != null) {
                    lease.pipeline().fireUserEventTriggered(event);
                }
            }
        };
    }

    /** Parks each accepted connection and gives it away. */
    @Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            try {
                TcpOptions.stream(ctx.channel());
                ServerLease lease = current;
                if (transport != Transport.EPOLL && lease != null) {
                    TcpOptions.tune(ctx.channel(), lease.options(), transport);
                }
            } catch (ChannelException e) {
                // Some systems take no options for a connection that was reset meanwhile.
                ctx.close();
            }
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            channel.pipeline().remove(this);
            Parking.park(channel);
            ServerLease lease = current;
            if (lease == null || !lease.isOpen()) {
                channel.close();
                return;
            }
            try {
                lease.acceptor().accept(channel);
            } catch (RuntimeException | Error e) {
                logger.error("accept from {}", channel.remoteAddress(), e);
                channel.close();
            }
        }
    }
}
