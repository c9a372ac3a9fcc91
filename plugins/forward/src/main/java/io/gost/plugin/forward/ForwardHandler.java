package io.gost.plugin.forward;

import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Session;

import java.time.Duration;

/** Joins every client with a node of the service's forwarder. */
final class ForwardHandler implements Handler {
    private final Duration idleTimeout;

    ForwardHandler(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    @Override
    public void handle(Session session) {
        session.forward()
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                session.relay(upstream, idleTimeout);
                            } else {
                                session.end(GostException.of(failure));
                            }
                        });
    }
}
