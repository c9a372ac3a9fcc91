package io.gost.plugin.yamux;

import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;

import java.util.List;

/** Provides the multiplexer {@code yamux}. */
public final class YamuxProvider implements MultiplexerProvider<YamuxOptions> {
    @Override
    public List<String> types() {
        return List.of("yamux");
    }

    @Override
    public YamuxOptions read(Options options) {
        return YamuxOptions.read(options);
    }

    @Override
    public Multiplexer create(YamuxOptions options, PluginContext context) {
        return new Yamux(options, context.logger());
    }
}
