package io.gost.plugin.mws;

import io.gost.plugin.ws.WsDialerOptions;
import io.gost.plugin.ws.WsTransport;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.SharedKeys;
import io.gost.spi.support.StreamTransport;

import java.util.List;

/** Provides the dialer {@code mwss}. */
public final class MwssDialerProvider implements DialerProvider<WsDialerOptions> {
    /** Does nothing. */
    public MwssDialerProvider() {}

    @Override
    public List<String> types() {
        return List.of("mwss");
    }

    @Override
    public WsDialerOptions read(Options options) {
        SharedKeys.multiplexing(options);
        return WsDialerOptions.read(options);
    }

    @Override
    public Dialer create(WsDialerOptions options, DialerContext context) {
        StreamTransport below = WsTransport.secureClient(options, context);
        return new MultiplexedTransport(below, context.multiplexer()).dialer();
    }
}
