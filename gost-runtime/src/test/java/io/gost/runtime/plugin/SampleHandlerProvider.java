package io.gost.runtime.plugin;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A provider with a few keys, and any others a test asks for. */
final class SampleHandlerProvider implements HandlerProvider<SampleHandlerProvider.Sample> {
    private final List<String> types;
    private final Consumer<Options> more;

    SampleHandlerProvider() {
        this(List.of("sample"), _ -> {});
    }

    SampleHandlerProvider(List<String> types, Consumer<Options> more) {
        this.types = types;
        this.more = more;
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public Sample read(Options options) {
        more.accept(options);
        return new Sample(
                options.duration("readTimeout", "read.timeout")
                        .atLeast(Duration.ofMillis(1))
                        .help("time to wait for the request")
                        .orElse(Duration.ofSeconds(15)),
                options.bool("notls").orElse(false),
                options.family("cache.status.", "<code>", "time to keep such answers"));
    }

    @Override
    public Handler create(Sample options, HandlerContext context) {
        throw new UnsupportedOperationException();
    }

    record Sample(Duration readTimeout, boolean notls, Map<String, String> cache) {}
}
