package io.gost.plugin.ws;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the listener {@code wss}. */
public final class WssListenerProvider implements ListenerProvider<WsListenerOptions> {
    /** Does nothing. */
    public WssListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("wss");
    }

    @Override
    public WsListenerOptions read(Options options) {
        return WsListenerOptions.read(options);
    }

    @Override
    public Listener create(WsListenerOptions options, ListenerContext context) {
        return WsTransport.secureServer(options, context).listener(context);
    }
}
