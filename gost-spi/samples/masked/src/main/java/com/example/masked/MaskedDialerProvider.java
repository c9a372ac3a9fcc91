package com.example.masked;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.util.List;

/** Provides the dialer {@code masked}. */
public final class MaskedDialerProvider implements DialerProvider<MaskedOptions> {
    @Override
    public List<String> types() {
        return List.of("masked");
    }

    @Override
    public MaskedOptions read(Options options) {
        return MaskedOptions.read(SocketOptions.ofDialer(options), options);
    }

    @Override
    public Dialer create(MaskedOptions options, DialerContext context) {
        return new MaskedTransport(options).dialer();
    }
}
