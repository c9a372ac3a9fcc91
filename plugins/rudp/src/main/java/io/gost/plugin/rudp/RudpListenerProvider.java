package io.gost.plugin.rudp;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.PeerQueues;

import java.time.Duration;
import java.util.List;

/** Provides the listener {@code rudp}. */
public final class RudpListenerProvider implements ListenerProvider<PeerQueues> {
    private static final PeerQueues DEFAULTS =
            new PeerQueues(Duration.ofSeconds(5), 128, 8_192, 1_024);

    /** Does nothing. */
    public RudpListenerProvider() {}

    @Override
    public List<String> types() {
        return List.of("rudp");
    }

    @Override
    public PeerQueues read(Options options) {
        return PeerQueues.read(options, DEFAULTS);
    }

    @Override
    public Listener create(PeerQueues options, ListenerContext context) {
        return new RudpListener(options, context);
    }
}
