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
 * <p>A stopped listener keeps its socket until the last stream has ended, because the streams live
 * on it. A listener that comes after it on the same address goes on with the socket; where that
 * cannot be, because the codec would have to be another one, the socket is closed.
 */
final class QuicListener implements Listener {
    private final Transport transport;
    private final ListenerContext context;
    private final QuicTls tls;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    QuicListener(QuicOptions options, ListenerContext context) {
        this.transport = new Transport(options);
        this.context = context;
        this.tls = QuicTls.ofServer(context);
    }

    @Override
    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
        return context.blocking(tls::prepare)
                .thenCompose(
                        _ ->
                                begin(
                                        new QuicServer.Terms(
                                                transport.options(),
                                                tls,
                                                acceptor,
                                                context.logger())));
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

    private CompletionStage<SocketAddress> begin(QuicServer.Terms terms) {
        return context.inheritDatagrams()
                .map(socket -> goOn(socket, terms))
                .orElseGet(() -> open(terms));
    }

    private CompletionStage<SocketAddress> goOn(Channel socket, QuicServer.Terms terms) {
        return CompletableFuture.supplyAsync(() -> resume(socket, terms), socket.eventLoop())
                .thenCompose(
                        resumed ->
                                resumed
                                        ? CompletableFuture.completedStage(socket.localAddress())
                                        : open(terms));
    }

    private boolean resume(Channel socket, QuicServer.Terms terms) {
        QuicServer server = socket.pipeline().get(QuicServer.class);
        if (server == null || !server.resume(terms)) {
            return false;
        }
        endWithStop(server, socket);
        return true;
    }

    private CompletionStage<SocketAddress> open(QuicServer.Terms terms) {
        return context.listenDatagrams()
                .thenCompose(
                        socket ->
                                CompletableFuture.supplyAsync(
                                        () -> serve(socket, terms), socket.eventLoop()));
    }

    private SocketAddress serve(Channel socket, QuicServer.Terms terms) {
        QuicServer server = new QuicServer(socket, transport, terms);
        try {
            server.start();
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
        endWithStop(server, socket);
        return socket.localAddress();
    }

    /** Whichever comes second, the bind or the stop, ends it. */
    private void endWithStop(QuicServer server, Channel socket) {
        stop.thenRun(() -> socket.eventLoop().execute(server::stop));
    }
}
