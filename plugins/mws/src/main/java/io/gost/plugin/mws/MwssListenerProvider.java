package io.gost.plugin.mws;

import io.gost.plugin.ws.WsListenerOptions;
import io.gost.plugin.ws.WsTransport;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.SharedKeys;
import io.gost.spi.support.StreamTransport;

import java.util.List;

/** Provides the listener {@code mwss}. */
public final class MwssListenerProvider implements ListenerProvider<WsListenerOptions> {
    /** Does nothing. */
    public MwssListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("mwss");
    }

    @Override
    public WsListenerOptions read(Options options) {
        SharedKeys.multiplexing(options);
        return WsListenerOptions.read(options);
    }

    @Override
    public Listener create(WsListenerOptions options, ListenerContext context) {
        StreamTransport below = WsTransport.secureServer(options, context);
        return new MultiplexedTransport(below, context.multiplexer()).listener(context);
    }
}
