package io.gost.plugin.tls;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.TlsTransport;

import java.util.List;

/** Provides the listener {@code tls}. */
public final class TlsListenerProvider implements ListenerProvider<SocketOptions> {
    @Override
    public List<String> types() {
        return List.of("tls");
    }

    @Override
    public SocketOptions read(Options options) {
        return SocketOptions.ofListener(options);
    }

    @Override
    public Listener create(SocketOptions options, ListenerContext context) {
        return TlsTransport.accepting(options, context.tls()).listener(context);
    }
}
