package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.Binding;
import io.gost.spi.DatagramBinding;
import io.gost.spi.GostException.Category;
import io.gost.spi.ListenerContext;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What a listener gets in tests: a free port of the loopback, and real TCP. */
public final class TestListenerContext extends TestPluginContext implements ListenerContext {
    private final InetSocketAddress address;
    private final Consumer<Channel> prepare;
    private final EventLoop loop;

    /**
     * Creates a context for a free port.
     *
     * @param network the test's network
     */
    public TestListenerContext(TestNetwork network) {
        this(network, TestNetwork.loopback(), _ -> {});
    }

    /**
     * Creates a context.
     *
     * @param network the test's network
     * @param address where to listen
     * @param prepare sees each raw connection before the listener does, on its event loop
     */
    public TestListenerContext(
            TestNetwork network, InetSocketAddress address, Consumer<Channel> prepare) {
        super(network);
        this.address = address;
        this.prepare = prepare;
        this.loop = network.nextLoop();
    }

    @Override
    public Target address() {
        return Target.of(Network.TCP, address);
    }

    @Override
    public TlsServer tls() {
        return network().tls();
    }

    @Override
    public CompletionStage<Channel> listen(SocketOptions options, Acceptor acceptor) {
        return network()
                .listen(
                        address,
                        network().nextLoop(),
                        channel -> {
                            prepare.accept(channel);
                            acceptor.accept(channel);
                        });
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public CompletionStage<Binding> bind() {
        Category failure = network().router().bindingFailure();
        return failure == null
                ? Stages.on(LoopbackBinding.open(network(), loop), loop)
                : Stages.failed(failure, "the test's router: " + failure);
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams() {
        Category failure = network().router().bindingFailure();
        return failure == null
                ? Stages.on(LoopbackDatagrams.associate(network(), loop), loop)
                        .thenApply(bound -> new DatagramBinding(bound.localAddress(), bound))
                : Stages.failed(failure, "the test's router: " + failure);
    }

    @Override
    public CompletionStage<Channel> listenDatagrams() {
        return network().datagrams(address, network().nextLoop());
    }
}
