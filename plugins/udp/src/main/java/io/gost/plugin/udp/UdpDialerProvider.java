package io.gost.plugin.udp;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;

import java.util.List;

/** Provides the dialer {@code udp}. */
public final class UdpDialerProvider implements DialerProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("udp");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Dialer create(NoOptions options, DialerContext context) {
        return new UdpDialer();
    }
}
