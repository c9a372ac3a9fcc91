package io.gost.runtime.service;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * As {@link PlainDatagrams}, but that a stopped listener keeps its socket, as that of QUIC does.
 */
final class LastingDatagrams implements ListenerProvider<Duration> {
    private static final AttributeKey<Acceptor> ACCEPTOR =
            AttributeKey.valueOf(LastingDatagrams.class, "acceptor");

    @Override
    public List<String> types() {
        return List.of("lasting-udp");
    }

    @Override
    public Duration read(Options options) {
        return options.duration("ttl").orElse(Duration.ofSeconds(5));
    }

    @Override
    public Listener create(Duration ttl, ListenerContext context) {
        return new Datagrams(
                context,
                new PeerChannels.Limits(
                        ttl, PeerChannels.Life.CONVERSATION, 100, 100, 1 << 20, 100));
    }

    private record Datagrams(ListenerContext context, PeerChannels.Limits limits)
            implements Listener {
        @Override
        public Network network() {
            return Network.UDP;
        }

        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            // No other listener of these tests leaves a socket open.
            return context.inheritDatagrams()
                    .<CompletionStage<Channel>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> context.listenDatagrams().thenApply(this::serve))
                    .thenApply(
                            socket -> {
                                socket.attr(ACCEPTOR).set(acceptor);
                                return socket.localAddress();
                            });
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }

        private Channel serve(Channel socket) {
            PeerChannels.take(
                    socket,
                    limits,
                    peer -> socket.attr(ACCEPTOR).get().accept(peer),
                    context.logger());
            return socket;
        }
    }
}
