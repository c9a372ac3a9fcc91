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

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a listener gets in tests: a free port of the loopback, and real TCP. */
public final class TestListenerContext extends TestPluginContext implements ListenerContext {
    private final InetSocketAddress address;
    private final Consumer<Channel> prepare;
    private final TlsServer tls;
    private final EventLoop loop;
    private volatile @Nullable Channel datagrams;
    private volatile @Nullable Channel left;

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
        this(network, address, prepare, network.tls());
    }

    /**
     * Creates a context for a free port.
     *
     * @param network the test's network
     * @param tls the server's side of TLS
     */
    public TestListenerContext(TestNetwork network, TlsServer tls) {
        this(network, TestNetwork.loopback(), _ -> {}, tls);
    }

    private TestListenerContext(
            TestNetwork network,
            InetSocketAddress address,
            Consumer<Channel> prepare,
            TlsServer tls) {
        super(network);
        this.address = address;
        this.prepare = prepare;
        this.tls = tls;
        this.loop = network.nextLoop();
    }

    /**
     * The context of the listener that another configuration brings: on the same address as this
     * one's, which was stopped, and may have left a socket of datagrams open.
     *
     * @return a context for one listener
     */
    public TestListenerContext successor() {
        Channel socket = datagrams;
        InetSocketAddress same =
                socket == null ? address : (InetSocketAddress) socket.localAddress();
        TestListenerContext successor = new TestListenerContext(network(), same, prepare, tls);
        successor.left = socket;
        return successor;
    }

    @Override
    public Target address() {
        return Target.of(Network.TCP, address);
    }

    @Override
    public TlsServer tls() {
        return tls;
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
        Channel unused = left;
        return (unused == null ? CompletableFuture.completedFuture(null) : close(unused))
                .thenCompose(_ -> network().datagrams(address, network().nextLoop()))
                .thenApply(
                        socket -> {
                            datagrams = socket;
                            return socket;
                        });
    }

    private static CompletableFuture<@Nullable Void> close(Channel socket) {
        CompletableFuture<@Nullable Void> free = new CompletableFuture<>();
        socket.close()
                .addListener(
                        // NIO lets go of an address when it selects the next time.
                        _ ->
                                socket.eventLoop()
                                        .schedule(
                                                () -> free.complete(null),
                                                0,
                                                TimeUnit.NANOSECONDS));
        return free;
    }

    @Override
    public Optional<Channel> inheritDatagrams() {
        Channel socket = left;
        if (socket == null || !socket.isOpen()) {
            return Optional.empty();
        }
        datagrams = socket;
        return Optional.of(socket);
    }
}
