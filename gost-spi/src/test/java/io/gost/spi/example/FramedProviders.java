package io.gost.spi.example;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Both sides of {@code framed}: TCP with a {@link FramedStream} on top. */
public final class FramedProviders {
    private FramedProviders() {}

    private record Framed(SocketOptions socketOptions) implements StreamTransport {
        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return CompletableFuture.completedStage(FramedStream.over(channel));
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return CompletableFuture.completedStage(FramedStream.over(channel));
        }
    }

    /** Provides the listener. */
    public static final class Listening implements ListenerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("framed");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofListener(options);
        }

        @Override
        public Listener create(SocketOptions options, ListenerContext context) {
            return new Framed(options).listener(context);
        }
    }

    /** Provides the dialer. */
    public static final class Dialing implements DialerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("framed");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofDialer(options);
        }

        @Override
        public Dialer create(SocketOptions options, DialerContext context) {
            return new Framed(options).dialer();
        }
    }
}
