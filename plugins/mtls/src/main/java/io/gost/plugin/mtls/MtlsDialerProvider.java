package io.gost.plugin.mtls;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;

import java.util.List;

/** Provides the dialer {@code mtls}. */
public final class MtlsDialerProvider implements DialerProvider<MtlsOptions> {
    @Override
    public List<String> types() {
        return List.of("mtls");
    }

    @Override
    public MtlsOptions read(Options options) {
        return MtlsOptions.ofDialer(options);
    }

    @Override
    public Dialer create(MtlsOptions options, DialerContext context) {
        Multiplexer multiplexer = context.multiplexer();
        return new MultiplexedTransport(
                        new TlsLayer.Connecting(options, context.tls()), multiplexer)
                .dialer();
    }
}
