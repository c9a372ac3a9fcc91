package io.gost.plugin.quic;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the dialer {@code quic}. */
public final class QuicDialerProvider implements DialerProvider<QuicOptions> {
    @Override
    public List<String> types() {
        return List.of("quic");
    }

    @Override
    public QuicOptions read(Options options) {
        return QuicOptions.ofDialer(options);
    }

    @Override
    public Dialer create(QuicOptions options, DialerContext context) {
        return new QuicDialer(options, context);
    }
}
