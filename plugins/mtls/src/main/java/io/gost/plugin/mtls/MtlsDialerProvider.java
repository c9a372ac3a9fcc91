package io.gost.plugin.mtls;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;
import io.gost.spi.support.SharedKeys;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.support.TlsTransport;
import io.gost.spi.support.TlsTransport.DialerOptions;

import java.util.List;

/** Provides the dialer {@code mtls}. */
public final class MtlsDialerProvider implements DialerProvider<DialerOptions> {
    @Override
    public List<String> types() {
        return List.of("mtls");
    }

    @Override
    public DialerOptions read(Options options) {
        SharedKeys.multiplexing(options);
        return DialerOptions.read(options);
    }

    @Override
    public Dialer create(DialerOptions options, DialerContext context) {
        StreamTransport below = TlsTransport.connecting(options, context.tls());
        return new MultiplexedTransport(below, context.multiplexer()).dialer();
    }
}
