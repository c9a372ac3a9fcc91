package io.gost.spi.example;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the server side of {@code line}. */
public final class LineHandlerProvider implements HandlerProvider<LineOptions> {
    @Override
    public List<String> types() {
        return List.of("line");
    }

    @Override
    public LineOptions read(Options options) {
        return LineOptions.read(options);
    }

    @Override
    public Handler create(LineOptions options, HandlerContext context) {
        return new LineHandler(options);
    }
}
