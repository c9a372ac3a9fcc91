package io.gost.plugin.http;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes handlers of type {@code http}: an HTTP proxy for CONNECT and plain requests. */
public final class HttpHandlerProvider implements HandlerProvider<HttpHandlerOptions> {
    /** Does nothing. */
    public HttpHandlerProvider() {}

    @Override
    public List<String> types() {
        return List.of("http");
    }

    @Override
    public HttpHandlerOptions read(Options options) {
        return HttpHandlerOptions.read(options);
    }

    @Override
    public Handler create(HttpHandlerOptions options, HandlerContext context) {
        return new HttpHandler(options, context);
    }
}
