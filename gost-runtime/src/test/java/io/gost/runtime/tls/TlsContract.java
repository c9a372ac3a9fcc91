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
import java.util.concurrent.CompletionStage;

/** What a transport owes the runtime, over this package's TLS instead of the kit's. */
abstract class TlsContract implements TransportContract {
    abstract TlsServer server();

    abstract TlsClient client();

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
            return server().accept(channel, List.of());
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return client().connect(channel, request.address(), List.of());
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
