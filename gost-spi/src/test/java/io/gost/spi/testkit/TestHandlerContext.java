package io.gost.spi.testkit;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What a handler gets in tests. {@link TestService} makes one. */
public final class TestHandlerContext extends TestPluginContext implements HandlerContext {
    private final boolean authenticates;
    private final Map<String, Handler> delegates = new ConcurrentHashMap<>();

    /**
     * Creates a context.
     *
     * @param network the test's network; its router knows whether there is a forwarder
     * @param authenticates whether clients have to authenticate
     */
    public TestHandlerContext(TestNetwork network, boolean authenticates) {
        super(network);
        this.authenticates = authenticates;
    }

    /**
     * Provides a handler for {@link #delegate}.
     *
     * @param type the type asked for
     * @param handler the handler
     */
    public void delegateTo(String type, Handler handler) {
        delegates.put(type, handler);
    }

    @Override
    public boolean authenticates() {
        return authenticates;
    }

    @Override
    public boolean forwards() {
        return network().router().forwards();
    }

    @Override
    public TlsServer tls() {
        return network().tls();
    }

    @Override
    public Optional<Handler> delegate(String type) {
        return Optional.ofNullable(delegates.get(type));
    }

    @Override
    public CompletionStage<Channel> open(Target target, EventLoop eventLoop) {
        return Stages.on(
                network()
                        .router()
                        .find(target)
                        .thenCompose(address -> network().dial(address, eventLoop)),
                eventLoop);
    }

    @Override
    public CompletionStage<Channel> openDatagrams(Target local, EventLoop eventLoop) {
        InetSocketAddress address =
                local.host().isEmpty()
                        ? new InetSocketAddress(TestNetwork.loopback().getAddress(), local.port())
                        : local.toSocketAddress();
        return Stages.on(network().datagrams(address, eventLoop), eventLoop);
    }
}
