package io.gost.plugin.mtls;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.SharedKeys;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.support.TlsTransport;

import java.util.List;

/** Provides the listener {@code mtls}. */
public final class MtlsListenerProvider implements ListenerProvider<SocketOptions> {
    @Override
    public List<String> types() {
        return List.of("mtls");
    }

    @Override
    public SocketOptions read(Options options) {
        SharedKeys.backlog(options);
        SharedKeys.multiplexing(options);
        return SocketOptions.ofListener(options);
    }

    @Override
    public Listener create(SocketOptions options, ListenerContext context) {
        StreamTransport below = TlsTransport.accepting(options, context.tls());
        return new MultiplexedTransport(below, context.multiplexer()).listener(context);
    }
}
