package io.gost.plugin.socks4;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes SOCKS4 handlers. */
public final class Socks4HandlerProvider implements HandlerProvider<Socks4HandlerOptions> {
    /** Does nothing. */
    public Socks4HandlerProvider() {}

    @Override
    public List<String> types() {
        return List.of("socks4", "socks4a");
    }

    @Override
    public Socks4HandlerOptions read(Options options) {
        return Socks4HandlerOptions.read(options);
    }

    @Override
    public Handler create(Socks4HandlerOptions options, HandlerContext context) {
        return new Socks4Handler(options, context.authenticates());
    }
}
