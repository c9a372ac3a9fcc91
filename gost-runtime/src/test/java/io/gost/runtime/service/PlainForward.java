package io.gost.runtime.service;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.time.Duration;
import java.util.List;

/** Port forwarding at its simplest: the runtime cannot see the real plugin. */
final class PlainForward implements HandlerProvider<Duration> {
    @Override
    public List<String> types() {
        return List.of("plain-forward");
    }

    @Override
    public Duration read(Options options) {
        return options.duration("idleTimeout").orElse(Duration.ZERO);
    }

    @Override
    public Handler create(Duration idleTimeout, HandlerContext context) {
        return session ->
                session.forward()
                        .whenComplete(
                                (upstream, failure) -> {
                                    if (failure == null) {
                                        session.relay(upstream, idleTimeout);
                                    } else {
                                        session.end(failure);
                                    }
                                });
    }
}
