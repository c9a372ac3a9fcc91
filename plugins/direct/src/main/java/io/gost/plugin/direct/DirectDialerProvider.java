package io.gost.plugin.direct;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;

import java.util.List;

/** Provides the dialer {@code direct}. */
public final class DirectDialerProvider implements DialerProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("direct", "virtual");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Dialer create(NoOptions options, DialerContext context) {
        return new DirectDialer();
    }
}
