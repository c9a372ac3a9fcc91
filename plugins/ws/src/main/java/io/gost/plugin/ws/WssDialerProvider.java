package io.gost.plugin.ws;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the dialer {@code wss}. */
public final class WssDialerProvider implements DialerProvider<WsDialerOptions> {
    /** Does nothing. */
    public WssDialerProvider() {}

    @Override
    public List<String> types() {
        return List.of("wss");
    }

    @Override
    public WsDialerOptions read(Options options) {
        return WsDialerOptions.read(options);
    }

    @Override
    public Dialer create(WsDialerOptions options, DialerContext context) {
        return WsTransport.secureClient(options, context).dialer();
    }
}
