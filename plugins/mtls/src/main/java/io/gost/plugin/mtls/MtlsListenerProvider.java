package io.gost.plugin.mtls;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.support.TlsTransport;

import java.util.List;

/** Provides the listener {@code mtls}. */
public final class MtlsListenerProvider implements ListenerProvider<MtlsListenerOptions> {
    @Override
    public List<String> types() {
        return List.of("mtls");
    }

    @Override
    public MtlsListenerOptions read(Options options) {
        return MtlsListenerOptions.read(options);
    }

    @Override
    public Listener create(MtlsListenerOptions options, ListenerContext context) {
        StreamTransport below = TlsTransport.accepting(options.sockets(), context.tls());
        return new MultiplexedTransport(below, context.multiplexer())
                .listener(context, options.backlog());
    }
}
