package io.gost.plugin.rudp;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the listener {@code rudp}. */
public final class RudpListenerProvider implements ListenerProvider<RudpOptions> {
    /** Does nothing. */
    public RudpListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("rudp");
    }

    @Override
    public RudpOptions read(Options options) {
        return RudpOptions.read(options);
    }

    @Override
    public Listener create(RudpOptions options, ListenerContext context) {
        return new RudpListener(options, context);
    }
}
