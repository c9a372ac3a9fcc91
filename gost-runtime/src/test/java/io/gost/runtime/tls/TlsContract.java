package io.gost.runtime.tls;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.TransportContract;
import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a transport owes the runtime, over this package's TLS instead of the kit's. */
abstract class TlsContract implements TransportContract {
    abstract TlsServer server();

    abstract TlsClient client();

    /** How often TLS is inside TLS. */
    int layers() {
        return 1;
    }

    @Override
    public ListenerProvider<?> listenerProvider() {
        return new Listening();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new Dialing();
    }

    /** TLS over TCP, as the plugin {@code tls} is. */
    private final class Transport implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return SocketOptions.DEFAULT;
        }

        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return accept(channel, layers());
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return connect(channel, request, layers());
        }

        private CompletionStage<Channel> accept(Channel channel, int more) {
            return more == 0
                    ? CompletableFuture.completedStage(channel)
                    : server().accept(channel, List.of()).thenCompose(c -> accept(c, more - 1));
        }

        private CompletionStage<Channel> connect(Channel channel, DialRequest request, int more) {
            return more == 0
                    ? CompletableFuture.completedStage(channel)
                    : client().connect(channel, request.address(), List.of())
                            .thenCompose(c -> connect(c, request, more - 1));
        }
    }

    private final class Listening implements ListenerProvider<String> {
        @Override
        public List<String> types() {
            return List.of("tls");
        }

        @Override
        public String read(Options options) {
            return "";
        }

        @Override
        public Listener create(String options, ListenerContext context) {
            return new Transport().listener(context);
        }
    }

    private final class Dialing implements DialerProvider<String> {
        @Override
        public List<String> types() {
            return List.of("tls");
        }

        @Override
        public String read(Options options) {
            return "";
        }

        @Override
        public Dialer create(String options, DialerContext context) {
            return new Transport().dialer();
        }
    }
}
