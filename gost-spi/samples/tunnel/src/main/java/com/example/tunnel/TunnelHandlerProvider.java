package com.example.tunnel;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the handler {@code tunnel}. */
public final class TunnelHandlerProvider implements HandlerProvider<TunnelOptions> {
    @Override
    public List<String> types() {
        return List.of("tunnel");
    }

    @Override
    public TunnelOptions read(Options options) {
        return TunnelOptions.read(options);
    }

    @Override
    public Handler create(TunnelOptions options, HandlerContext context) {
        return new TunnelHandler(options, context);
    }
}
