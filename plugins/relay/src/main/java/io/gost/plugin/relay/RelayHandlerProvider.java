package io.gost.plugin.relay;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes relay handlers. */
public final class RelayHandlerProvider implements HandlerProvider<RelayHandlerOptions> {
    /** Does nothing. */
    public RelayHandlerProvider() {}

    @Override
    public List<String> types() {
        return List.of("relay");
    }

    @Override
    public RelayHandlerOptions read(Options options) {
        return RelayHandlerOptions.read(options);
    }

    @Override
    public Handler create(RelayHandlerOptions options, HandlerContext context) {
        return new RelayHandler(options, context);
    }
}
