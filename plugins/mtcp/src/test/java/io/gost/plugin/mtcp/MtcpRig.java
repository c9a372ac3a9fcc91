package io.gost.plugin.mtcp;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.plugin.yamux.YamuxProvider;
import io.gost.spi.Dialer;
import io.gost.spi.Listener;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener and a dialer of mtcp over the loopback. What is accepted is the test's to serve. */
final class MtcpRig {
    private final TestNetwork network;
    private final TestMultiplexers multiplexers;
    private final Listener listener;
    private final Dialer dialer;
    private final Queue<Channel> accepted = new ConcurrentLinkedQueue<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, ?> metadata;
    private InetSocketAddress server;

    MtcpRig(TestNetwork network, Map<String, ?> metadata) {
        this.network = network;
        this.metadata = metadata;
        this.multiplexers =
                new TestMultiplexers(List.of(new SmuxProvider(), new YamuxProvider()), metadata);
        this.listener = listen();
        this.dialer = dialer();
    }

    private Listener listen() {
        MtcpListenerProvider provider = new MtcpListenerProvider();
        TestListenerContext context = new TestListenerContext(network);
        context.multiplexers(multiplexers);
        Listener made = provider.create(provider.read(Options.of(metadata)), context);
        network.closing(() -> Await.result(made.stop()));
        server = (InetSocketAddress) Await.result(made.start(this::accept));
        return made;
    }

    private Dialer dialer() {
        MtcpDialerProvider provider = new MtcpDialerProvider();
        TestDialerContext context = new TestDialerContext(network, "", null);
        context.multiplexers(multiplexers);
        Dialer made = provider.create(provider.read(Options.of(metadata)), context);
        network.closing(made::close);
        return made;
    }

    private void accept(Channel stream) {
        connections.add(stream.parent());
        accepted.add(stream);
    }

    /** Opens a stream. */
    Channel open() {
        return Await.result(opening());
    }

    /** Begins to open a stream. */
    CompletableFuture<Channel> opening() {
        EventLoop loop = network.nextLoop();
        TestDialRequest request =
                new TestDialRequest(network, loop, Target.of(Network.TCP, server), server);
        return CompletableFuture.supplyAsync(() -> dialer.dial(request), loop)
                .thenCompose(stage -> stage);
    }

    /** The next stream that came, parked. */
    Channel accepted() {
        Await.until("a stream is accepted", () -> !accepted.isEmpty());
        return accepted.remove();
    }

    /** How many streams came that nobody took. */
    int waiting() {
        return accepted.size();
    }

    /** How many connections streams came over. */
    int connections() {
        return connections.size();
    }

    /** Stops the listener. */
    void stop() {
        Await.result(listener.stop());
    }
}
