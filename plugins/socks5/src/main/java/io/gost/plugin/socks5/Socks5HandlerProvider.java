package io.gost.plugin.socks5;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes SOCKS5 handlers. */
public final class Socks5HandlerProvider implements HandlerProvider<Socks5HandlerOptions> {
    /** Does nothing. */
    public Socks5HandlerProvider() {}

    @Override
    public List<String> types() {
        return List.of("socks5", "socks");
    }

    @Override
    public Socks5HandlerOptions read(Options options) {
        return Socks5HandlerOptions.read(options);
    }

    @Override
    public Handler create(Socks5HandlerOptions options, HandlerContext context) {
        return new Socks5Handler(options, context);
    }
}
