package io.gost.plugin.tls;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the dialer {@code tls}. */
public final class TlsDialerProvider implements DialerProvider<TlsDialerOptions> {
    @Override
    public List<String> types() {
        return List.of("tls");
    }

    @Override
    public TlsDialerOptions read(Options options) {
        return TlsDialerOptions.read(options);
    }

    @Override
    public Dialer create(TlsDialerOptions options, DialerContext context) {
        return new TlsConnection(options, context.tls()).dialer();
    }
}
