package io.gost.plugin.socks5;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerContext;
import io.gost.spi.Network;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.DatagramFrames;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Server side of everything that carries datagrams: UDP ASSOCIATE, and GOST's frames on the
 * client's connection.
 */
final class DatagramService {
    private static final Duration NEVER = Duration.ZERO;
    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 0);

    private final Socks5HandlerOptions options;
    private final HandlerContext context;

    DatagramService(Socks5HandlerOptions options, HandlerContext context) {
        this.options = options;
        this.context = context;
    }

    /** UDP ASSOCIATE: datagrams on a socket of their own, for as long as the connection lasts. */
    CompletionStage<?> associate(Session session) {
        session.record().put("cmd", "udp");
        return refusing(session, session.associate(Network.UDP))
                .thenCompose(upstream -> face(session, upstream));
    }

    private CompletionStage<?> face(Session session, Channel upstream) {
        if (!(session.clientAddress() instanceof InetSocketAddress client)
                || !(session.localAddress() instanceof InetSocketAddress local)) {
            upstream.close();
            return refusing(
                    session,
                    Stages.failed(Category.CONFIG, "UDP ASSOCIATE needs a client with an address"));
        }
        return refusing(session, open(session, local.getAddress(), options.ports().tries()))
                .whenComplete(
                        (socket, failure) -> {
                            if (failure == null) {
                                join(session, socket, client.getAddress(), upstream);
                            } else {
                                upstream.close();
                            }
                        });
    }

    private void join(Session session, Channel socket, InetAddress client, Channel upstream) {
        Parking.addLayers(socket, new ClientDatagrams(client));
        ReplyCode.SUCCEEDED.send(
                session.channel(),
                options.reachable(socket.localAddress(), session.localAddress()));
        session.relay(socket, upstream, NEVER);
    }

    /**
     * A socket on the address that the client has reached us at, or its packets would be strange.
     */
    private CompletionStage<Channel> open(Session session, InetAddress host, int triesLeft) {
        Target local = Target.of(Network.UDP, new InetSocketAddress(host, options.ports().pick()));
        return context.openDatagrams(local, session.channel().eventLoop())
                .exceptionallyCompose(
                        failure ->
                                triesLeft > 1
                                        ? open(session, host, triesLeft - 1)
                                        : Stages.failed(
                                                GostException.of(failure).category(),
                                                String.valueOf(failure.getMessage())));
    }

    /** Frames on the connection, to and from anybody. */
    CompletionStage<?> tunnel(Session session) {
        session.record().put("cmd", "udp-tun");
        return refusing(session, session.associate(Network.UDP))
                .thenAccept(upstream -> frame(session, visible(upstream.localAddress()), upstream));
    }

    /** Frames on the connection, from whoever sends to a port of this host. */
    CompletionStage<?> bind(Session session, Target address) {
        session.record().put("cmd", "udp-tun");
        return refusing(session, session.bindDatagrams(address.over(Network.UDP)))
                .thenAccept(
                        binding -> frame(session, visible(binding.address()), binding.channel()));
    }

    private static void frame(Session session, SocketAddress address, Channel upstream) {
        ReplyCode.SUCCEEDED.send(session.channel(), address);
        DatagramFrames.over(session.channel());
        session.relay(upstream, NEVER);
    }

    /** Any address is said in IPv4, as GOST says it, whatever the socket's family. */
    private static SocketAddress visible(SocketAddress address) {
        return address instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                        && socket.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(ANY.getAddress(), socket.getPort())
                : address;
    }

    private static <T> CompletionStage<T> refusing(Session session, CompletionStage<T> stage) {
        return stage.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        ReplyCode.forBind(GostException.of(failure).category())
                                .send(session.channel());
                    }
                });
    }
}
