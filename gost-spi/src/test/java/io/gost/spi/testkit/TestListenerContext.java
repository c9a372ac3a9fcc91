package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.ListenerContext;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.netty.channel.Channel;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What a listener gets in tests: a free port of the loopback, and real TCP. */
public final class TestListenerContext extends TestPluginContext implements ListenerContext {
    private final InetSocketAddress address;
    private final Consumer<Channel> prepare;

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
    public CompletionStage<Channel> listenDatagrams() {
        return network().datagrams(address, network().nextLoop());
    }
}
