package com.example.masked;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.util.List;

/** Provides the listener {@code masked}. */
public final class MaskedListenerProvider implements ListenerProvider<MaskedOptions> {
    @Override
    public List<String> types() {
        return List.of("masked");
    }

    @Override
    public MaskedOptions read(Options options) {
        return MaskedOptions.read(SocketOptions.ofListener(options), options);
    }

    @Override
    public Listener create(MaskedOptions options, ListenerContext context) {
        return new MaskedTransport(options).listener(context);
    }
}
