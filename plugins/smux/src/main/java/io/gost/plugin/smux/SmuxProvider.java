package io.gost.plugin.smux;

import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;

import java.util.List;

/** Provides the multiplexer {@code smux}. */
public final class SmuxProvider implements MultiplexerProvider<SmuxOptions> {
    @Override
    public List<String> types() {
        return List.of("smux");
    }

    @Override
    public SmuxOptions read(Options options) {
        return SmuxOptions.read(options);
    }

    @Override
    public Multiplexer create(SmuxOptions options, PluginContext context) {
        options.check(context.path());
        return new Smux(options, context.logger());
    }
}
