package com.example.sample;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.util.List;

/** Provides the listener {@code sample}. */
public final class SampleListenerProvider implements ListenerProvider<SampleOptions> {
    @Override
    public List<String> types() {
        return List.of("sample");
    }

    @Override
    public SampleOptions read(Options options) {
        return SampleOptions.read(SocketOptions.ofListener(options), options);
    }

    @Override
    public Listener create(SampleOptions options, ListenerContext context) {
        return new SampleTransport(options).listener(context);
    }
}
