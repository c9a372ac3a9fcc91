package com.example.sample;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.util.List;

/** Provides the dialer {@code sample}. */
public final class SampleDialerProvider implements DialerProvider<SampleOptions> {
    @Override
    public List<String> types() {
        return List.of("sample");
    }

    @Override
    public SampleOptions read(Options options) {
        return SampleOptions.read(SocketOptions.ofDialer(options), options);
    }

    @Override
    public Dialer create(SampleOptions options, DialerContext context) {
        return new SampleTransport(options).dialer();
    }
}
