package io.gost.plugin.rtcp;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;

import java.util.List;

/** Provides the listener {@code rtcp}. */
public final class RtcpListenerProvider implements ListenerProvider<NoOptions> {
    /** Does nothing. */
    public RtcpListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("rtcp");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Listener create(NoOptions options, ListenerContext context) {
        return new RtcpListener(context);
    }
}
