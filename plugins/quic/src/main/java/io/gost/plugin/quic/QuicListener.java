package io.gost.plugin.quic;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.Network;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Accepts the streams of all connections on one UDP socket.
 *
 * <p>A stopped listener keeps its socket until the last stream has ended: the streams live on it.
 */
final class QuicListener implements Listener {
    private final Transport transport;
    private final ListenerContext context;
    private final QuicTls tls;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    QuicListener(QuicOptions options, ListenerContext context) {
        this.transport = new Transport(options);
        this.context = context;
        this.tls = QuicTls.ofServer(() -> context.tls().material());
    }

    @Override
    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
        return context.blocking(tls::prepare)
                .thenCompose(_ -> context.listenDatagrams())
                .thenCompose(socket -> serve(socket, acceptor));
    }

    @Override
    public CompletionStage<Void> stop() {
        stop.complete(null);
        return stop;
    }

    @Override
    public Network network() {
        return Network.UDP;
    }

    private CompletionStage<SocketAddress> serve(Channel socket, Acceptor acceptor) {
        CompletableFuture<SocketAddress> bound = new CompletableFuture<>();
        socket.eventLoop()
                .execute(
                        () -> {
                            QuicServer server =
                                    new QuicServer(socket, transport, acceptor, context.logger());
                            try {
                                server.start(tls);
                            } catch (RuntimeException e) {
                                socket.close();
                                bound.completeExceptionally(e);
                                return;
                            }
                            // Whichever comes second, the bind or the stop, ends it.
                            stop.thenRun(() -> socket.eventLoop().execute(server::stop));
                            bound.complete(socket.localAddress());
                        });
        return bound;
    }
}
