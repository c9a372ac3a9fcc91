package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The listener of a {@link StreamTransport}. */
final class StreamListener implements Listener {
    private final StreamTransport transport;
    private final ListenerContext context;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    StreamListener(StreamTransport transport, ListenerContext context) {
        this.transport = transport;
        this.context = context;
    }

    @Override
    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
        return context.listen(transport.socketOptions(), raw -> serve(raw, acceptor))
                .thenApply(
                        server -> {
                            // Whichever comes second, the bind or the stop, closes the socket.
                            stop.thenRun(server::close);
                            return server.localAddress();
                        });
    }

    @Override
    public CompletionStage<Void> stop() {
        stop.complete(null);
        return stop;
    }

    private void serve(Channel raw, Acceptor acceptor) {
        transport
                .accept(raw)
                .whenComplete(
                        (channel, failure) -> {
                            if (failure == null) {
                                acceptor.accept(channel);
                            } else {
                                context.logger()
                                        .debug(
                                                "{}: transport handshake: {}",
                                                raw.remoteAddress(),
                                                GostException.of(failure).getMessage());
                                raw.close();
                            }
                        });
    }
}
