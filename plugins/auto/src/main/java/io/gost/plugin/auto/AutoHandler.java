package io.gost.plugin.auto;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.Session;

import java.time.Duration;
import java.util.Map;

/** Finds out what a client speaks and hands the session to the handler of that protocol. */
final class AutoHandler implements Handler {
    private final Duration readTimeout;
    private final Map<Protocol, Handler> handlers;

    AutoHandler(Duration readTimeout, Map<Protocol, Handler> handlers) {
        this.readTimeout = readTimeout;
        this.handlers = handlers;
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(readTimeout);
        new FirstBytes()
                .run(session.channel())
                .thenAccept(protocol -> handlerOf(protocol).handle(session))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    private Handler handlerOf(Protocol protocol) {
        Handler handler = handlers.get(protocol);
        if (handler == null) {
            throw new GostException(
                    Category.DENIED, "client speaks " + protocol.type() + ", which is not served");
        }
        return handler;
    }
}
