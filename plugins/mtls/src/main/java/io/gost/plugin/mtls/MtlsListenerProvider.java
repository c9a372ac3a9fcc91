package io.gost.plugin.mtls;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;

import java.util.List;

/** Provides the listener {@code mtls}. */
public final class MtlsListenerProvider implements ListenerProvider<MtlsOptions> {
    @Override
    public List<String> types() {
        return List.of("mtls");
    }

    @Override
    public MtlsOptions read(Options options) {
        return MtlsOptions.ofListener(options);
    }

    @Override
    public Listener create(MtlsOptions options, ListenerContext context) {
        Multiplexer multiplexer = context.multiplexer();
        return new MultiplexedTransport(new TlsLayer.Accepting(options, context.tls()), multiplexer)
                .listener(context);
    }
}
