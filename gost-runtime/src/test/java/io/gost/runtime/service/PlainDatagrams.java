package io.gost.runtime.service;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Datagrams of many peers at their simplest: the runtime cannot see the real plugin. */
final class PlainDatagrams implements ListenerProvider<Duration> {
    @Override
    public List<String> types() {
        return List.of("plain-udp");
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

    private static final class Datagrams implements Listener {
        private final ListenerContext context;
        private final PeerChannels.Limits limits;
        private final CompletableFuture<Void> stop = new CompletableFuture<>();

        Datagrams(ListenerContext context, PeerChannels.Limits limits) {
            this.context = context;
            this.limits = limits;
        }

        @Override
        public Network network() {
            return Network.UDP;
        }

        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            return context.listenDatagrams().thenApply(socket -> serve(socket, acceptor));
        }

        @Override
        public CompletionStage<Void> stop() {
            stop.complete(null);
            return stop;
        }

        private SocketAddress serve(Channel socket, Acceptor acceptor) {
            PeerChannels.take(socket, limits, acceptor, context.logger());
            stop.thenRun(socket::close);
            return socket.localAddress();
        }
    }
}
