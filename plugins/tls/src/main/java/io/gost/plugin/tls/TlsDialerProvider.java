package io.gost.plugin.tls;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.TlsTransport;
import io.gost.spi.support.TlsTransport.DialerOptions;

import java.util.List;

/** Provides the dialer {@code tls}. */
public final class TlsDialerProvider implements DialerProvider<DialerOptions> {
    @Override
    public List<String> types() {
        return List.of("tls");
    }

    @Override
    public DialerOptions read(Options options) {
        return DialerOptions.read(options);
    }

    @Override
    public Dialer create(DialerOptions options, DialerContext context) {
        return TlsTransport.connecting(options, context.tls()).dialer();
    }
}
