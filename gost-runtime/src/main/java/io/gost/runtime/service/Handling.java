package io.gost.runtime.service;

import io.gost.runtime.plugin.OptionGroup;
import io.gost.spi.Handler;
import io.gost.spi.Session;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The handling half of a service. A client is handled by one of them for as long as it is
 * connected, also when new clients get another one.
 */
final class Handling implements Part.Resource {
    private final String service;
    private final Handler handler;
    private final HandlingContext context;
    private final OptionGroup options;
    private final Users clients = new Users();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A handler.
     *
     * @param service the service's name
     * @param context what the handler is lent
     * @param options the metadata it has read
     */
    Handling(String service, Handler handler, HandlingContext context, OptionGroup options) {
        this.service = service;
        this.handler = handler;
        this.context = context;
        this.options = options;
    }

    OptionGroup options() {
        return options;
    }

    Users clients() {
        return clients;
    }

    void handle(Session session) {
        handler.handle(session);
    }

    @Override
    public String name() {
        return "service " + service;
    }

    @Override
    public boolean isInUse() {
        return clients.any();
    }

    /** Closes the handler and those that it delegated to. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            handler.close();
        } finally {
            context.closeDelegates();
        }
    }
}
