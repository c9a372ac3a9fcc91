package com.example.sample;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the handler {@code sample}. */
public final class SampleHandlerProvider implements HandlerProvider<SampleOptions> {
    @Override
    public List<String> types() {
        return List.of("sample");
    }

    @Override
    public SampleOptions read(Options options) {
        return SampleOptions.read(options);
    }

    @Override
    public Handler create(SampleOptions options, HandlerContext context) {
        return new SampleHandler(options, context);
    }
}
