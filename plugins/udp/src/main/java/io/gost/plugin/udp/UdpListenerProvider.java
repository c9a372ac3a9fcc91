package io.gost.plugin.udp;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the listener {@code udp}. */
public final class UdpListenerProvider implements ListenerProvider<UdpOptions> {
    @Override
    public List<String> types() {
        return List.of("udp");
    }

    @Override
    public UdpOptions read(Options options) {
        return UdpOptions.read(options);
    }

    @Override
    public Listener create(UdpOptions options, ListenerContext context) {
        return new UdpListener(options, context);
    }
}
