package io.gost.runtime.web;

import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.net.UnixSockets;
import io.gost.spi.GostException;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

import org.slf4j.Logger;

import java.net.SocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP/1.1 server on one address. Started and closed by threads that may block. */
final class WebServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final WebApplication application;
    private final WebLimits limits;
    private final Logger logger;
    private final ChannelGroup clients =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final AtomicLong buffered = new AtomicLong();
    private final Channel server;

    private WebServer(
            HostNetwork network,
            WebAddress address,
            WebApplication application,
            WebLimits limits,
            Logger logger) {
        this.application = application;
        this.limits = limits;
        this.logger = logger;
        this.server = await(listen(network, address));
    }

    /**
     * Binds an address and begins to answer.
     *
     * @param network this host's network
     * @param address where
     * @param application answers
     * @param limits what clients can make it keep
     * @param logger told of what goes wrong
     * @return the running server
     * @throws GostException that names the address when it cannot be bound
     */
    static WebServer start(
            HostNetwork network,
            WebAddress address,
            WebApplication application,
            WebLimits limits,
            Logger logger) {
        return new WebServer(network, address, application, limits, logger);
    }

    /** Where it listens. */
    SocketAddress address() {
        return server.localAddress();
    }

    private CompletionStage<Channel> listen(HostNetwork network, WebAddress address) {
        EventLoop loop = network.sockets().nextLoop();
        return switch (address) {
            case WebAddress.Unix(var file) ->
                    UnixSockets.listen(network.sockets(), file, this::accept);
            case WebAddress.Tcp(var target) ->
                    network.names()
                            .resolveLocal(target, loop)
                            .thenCompose(
                                    local ->
                                            network.sockets()
                                                    .listen(
                                                            target.network(),
                                                            local,
                                                            SocketOptions.DEFAULT,
                                                            network.sockets().loops(),
                                                            this::accept));
        };
    }

    private void accept(Channel client) {
        if (clients.size() >= limits.connections()) {
            logger.warn("more than {} connections; one was closed", limits.connections());
            client.close();
            return;
        }
        clients.add(client);
        HttpDecoderConfig config =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(WebLimits.LINE)
                        .setMaxHeaderSize(WebLimits.HEADERS);
        Parking.takeOver(
                client,
                new WriteTimeoutHandler(limits.answer().toMillis(), TimeUnit.MILLISECONDS),
                new HttpServerCodec(config),
                new FlowControlHandler(),
                new WebConnection(application, limits, buffered, logger));
    }

    /** Stops accepting and closes every client, but for those that are just being answered. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        clients.forEach(client -> client.pipeline().fireUserEventTriggered(WebConnection.LAST));
    }

    private static Channel await(CompletionStage<Channel> binding) {
        try {
            return binding.toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new GostException(
                            GostException.Category.TIMEOUT,
                            "did not start within " + PATIENCE_SECONDS + "s",
                            e)
                    : GostException.of(e);
        }
    }
}
