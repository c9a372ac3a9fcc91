package io.gost.plugin.quic;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the listener {@code quic}. */
public final class QuicListenerProvider implements ListenerProvider<QuicOptions> {
    @Override
    public List<String> types() {
        return List.of("quic");
    }

    @Override
    public QuicOptions read(Options options) {
        return QuicOptions.ofListener(options);
    }

    @Override
    public Listener create(QuicOptions options, ListenerContext context) {
        return new QuicListener(options, context);
    }
}
