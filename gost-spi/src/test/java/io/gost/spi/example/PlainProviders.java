package io.gost.spi.example;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.StreamTransport;

import java.util.List;

/** Both sides of {@code tcp}: a transport without layers. */
public final class PlainProviders {
    private PlainProviders() {}

    private record Plain(SocketOptions socketOptions) implements StreamTransport {}

    /** Provides the listener. */
    public static final class Listening implements ListenerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("tcp");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofListener(options);
        }

        @Override
        public Listener create(SocketOptions options, ListenerContext context) {
            return new Plain(options).listener(context);
        }
    }

    /** Provides the dialer. */
    public static final class Dialing implements DialerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("tcp");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofDialer(options);
        }

        @Override
        public Dialer create(SocketOptions options, DialerContext context) {
            return new Plain(options).dialer();
        }
    }
}
