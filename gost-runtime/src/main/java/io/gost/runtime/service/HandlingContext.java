package io.gost.runtime.service;

import io.gost.runtime.component.LentContext;
import io.gost.runtime.component.LentMultiplexer;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.Router;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.Multiplexer;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.slf4j.Logger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** What a service's handler is lent. */
final class HandlingContext extends LentContext implements HandlerContext {
    private final boolean authenticates;
    private final boolean forwards;
    private final HostNetwork network;
    private final Router direct;
    private final TlsServer tls;
    private final LentMultiplexer multiplexer;
    private final BiFunction<String, HandlingContext, Optional<Handler>> delegates;
    private final List<Handler> delegated = new CopyOnWriteArrayList<>();

    /**
     * Makes the context.
     *
     * @param service tells whether clients authenticate and whether there is a forwarder
     * @param tls of the handler's block
     * @param multiplexer makes the multiplexer that the handler's metadata name
     * @param delegates makes a handler of a type with the same metadata, in a context of its own
     */
    HandlingContext(
            ServiceContext service,
            String path,
            Logger logger,
            TlsServer tls,
            LentMultiplexer multiplexer,
            BiFunction<String, HandlingContext, Optional<Handler>> delegates) {
        this(
                service.name(),
                path,
                logger,
                service.authenticator() != null,
                service.forwarder() != null,
                service.network(),
                service.router().direct(),
                tls,
                multiplexer,
                delegates);
    }

    /** Holds nothing of the service that a change may replace. */
    private HandlingContext(
            String name,
            String path,
            Logger logger,
            boolean authenticates,
            boolean forwards,
            HostNetwork network,
            Router direct,
            TlsServer tls,
            LentMultiplexer multiplexer,
            BiFunction<String, HandlingContext, Optional<Handler>> delegates) {
        super(name, path, logger);
        this.authenticates = authenticates;
        this.forwards = forwards;
        this.network = network;
        this.direct = direct;
        this.tls = tls;
        this.multiplexer = multiplexer;
        this.delegates = delegates;
    }

    @Override
    public boolean authenticates() {
        return authenticates;
    }

    @Override
    public boolean forwards() {
        return forwards;
    }

    @Override
    public TlsServer tls() {
        return tls;
    }

    @Override
    public Optional<Handler> delegate(String type) {
        // A delegate delegates to nobody: two detecting handlers would otherwise make each other.
        HandlingContext context =
                new HandlingContext(
                        name(),
                        path(),
                        logger(),
                        authenticates,
                        forwards,
                        network,
                        direct,
                        tls,
                        multiplexer,
                        (_, _) -> Optional.empty());
        Optional<Handler> handler = delegates.apply(type, context);
        handler.ifPresent(delegated::add);
        return handler;
    }

    @Override
    public CompletionStage<Channel> open(Target target, EventLoop eventLoop) {
        return direct.open(target, eventLoop);
    }

    @Override
    public CompletionStage<Channel> openDatagrams(Target local, EventLoop eventLoop) {
        return network.listenDatagrams(local, eventLoop);
    }

    @Override
    public Multiplexer multiplexer(int version) {
        return multiplexer.create(version, this);
    }

    void closeDelegates() {
        delegated.forEach(Handler::close);
    }
}
