package io.gost.plugin.mws;

import io.gost.plugin.ws.WsTransport;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.StreamTransport;

import java.util.List;

/** Provides the listener {@code mws}. */
public final class MwsListenerProvider implements ListenerProvider<MwsListenerOptions> {
    /** Does nothing. */
    public MwsListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("mws");
    }

    @Override
    public MwsListenerOptions read(Options options) {
        return MwsListenerOptions.read(options);
    }

    @Override
    public Listener create(MwsListenerOptions options, ListenerContext context) {
        StreamTransport below = WsTransport.server(options.webSocket(), context);
        return new MultiplexedTransport(below, context.multiplexer())
                .listener(context, options.backlog());
    }
}
