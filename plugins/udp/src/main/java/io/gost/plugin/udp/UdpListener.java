package io.gost.plugin.udp;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.Network;
import io.gost.spi.support.PeerChannels;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a session of every address that sends datagrams to one socket. */
final class UdpListener implements Listener {
    private final PeerChannels.Limits limits;
    private final ListenerContext context;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    UdpListener(UdpOptions options, ListenerContext context) {
        this.limits = options.limits();
        this.context = context;
    }

    @Override
    public Network network() {
        return Network.UDP;
    }

    @Override
    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
        return context.listenDatagrams().thenApply(socket -> serve(socket, acceptor));
    }

    /** Datagrams of sessions that go on would arrive nowhere: they end with the socket. */
    @Override
    public CompletionStage<Void> stop() {
        stop.complete(null);
        return stop;
    }

    private SocketAddress serve(Channel socket, Acceptor acceptor) {
        switch (limits.life()) {
            case CONVERSATION -> {}
            case FIRST_REPLY ->
                    context.logger()
                            .info(
                                    "each session ends with its first reply; keepalive=true lets"
                                            + " it go on until nothing was sent for the ttl");
            case ONE_DATAGRAM ->
                    context.logger().info("stateless: each datagram is a session of its own");
        }
        PeerChannels.take(socket, limits, acceptor, context.logger());
        // Whichever comes second, the bind or the stop, closes the socket.
        stop.thenRun(socket::close);
        return socket.localAddress();
    }
}
