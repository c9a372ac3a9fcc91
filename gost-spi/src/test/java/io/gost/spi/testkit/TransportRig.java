package io.gost.spi.testkit;

import io.gost.spi.Dialer;
import io.gost.spi.DialerProvider;
import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Relay;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A listener and a dialer as the runtime uses them; what is accepted leads to the latest target.
 */
final class TransportRig {
    private final TestNetwork network;
    private final TransportContract contract;
    private final Dialer dialer;

    TransportRig(TestNetwork network, TransportContract contract) {
        this.network = network;
        this.contract = contract;
        network.router().forwardToLatest();
        this.dialer = dialer(contract.dialerProvider());
        network.closing(dialer::close);
    }

    Listener listener(InetSocketAddress address, boolean trickling) {
        TestListenerContext context =
                new TestListenerContext(
                        network,
                        address,
                        channel -> {
                            if (trickling) {
                                channel.pipeline().addFirst(new Trickle());
                            }
                        });
        return listener(contract.listenerProvider(), context);
    }

    /** Starts a listener that the network stops. */
    InetSocketAddress start(Listener listener) {
        network.closing(() -> Await.result(listener.stop()));
        return (InetSocketAddress) Await.result(listener.start(this::accept));
    }

    Dialer dialer() {
        return dialer;
    }

    /** Dials and does the transport's handshake. */
    CompletionStage<Channel> dial(SocketAddress server, boolean trickling) {
        EventLoop loop = network.nextLoop();
        return dial(
                new TestDialRequest(network, loop, Target.of(Network.TCP, server), server),
                trickling);
    }

    /** The same with a deadline. */
    CompletionStage<Channel> dial(SocketAddress server, Duration timeout) {
        EventLoop loop = network.nextLoop();
        Target address = Target.of(Network.TCP, server);
        return dial(new TestDialRequest(network, loop, address, server, timeout), false);
    }

    private CompletionStage<Channel> dial(TestDialRequest request, boolean trickling) {
        EventLoop loop = request.eventLoop();
        CompletableFuture<Channel> result = new CompletableFuture<>();
        loop.execute(
                () ->
                        dialer.dial(request)
                                .thenCompose(
                                        channel -> {
                                            if (trickling) {
                                                channel.pipeline().addFirst(new Trickle());
                                            }
                                            return dialer.handshake(channel, request);
                                        })
                                .whenComplete(
                                        (channel, failure) -> {
                                            if (failure == null) {
                                                Checks.parked(network, channel);
                                                result.complete(channel);
                                            } else {
                                                result.completeExceptionally(
                                                        GostException.of(failure));
                                            }
                                        }));
        return result;
    }

    /** Handshakes over a channel that reaches the node already. */
    CompletionStage<Channel> handshake(Channel channel, SocketAddress server) {
        TestDialRequest request =
                new TestDialRequest(
                        network, channel.eventLoop(), Target.of(Network.TCP, server), server);
        return Await.on(
                channel.eventLoop(),
                () -> dialer.handshake(channel, request).toCompletableFuture());
    }

    private void accept(Channel channel) {
        if (!channel.eventLoop().inEventLoop()) {
            network.complain("a connection was accepted outside its event loop", null);
        }
        Checks.parked(network, channel);
        network.router()
                .find(network.router().forwardTarget())
                .thenCompose(address -> network.dial(address, channel.eventLoop()))
                .thenAccept(upstream -> Relay.join(channel, upstream, Duration.ZERO));
    }

    private <O> Dialer dialer(DialerProvider<O> provider) {
        TestDialerContext context = new TestDialerContext(network, "", null);
        context.multiplexers(
                new TestMultiplexers(contract.multiplexers(), contract.dialerMetadata()));
        return provider.create(provider.read(Options.of(contract.dialerMetadata())), context);
    }

    private <O> Listener listener(ListenerProvider<O> provider, TestListenerContext context) {
        context.multiplexers(
                new TestMultiplexers(contract.multiplexers(), contract.listenerMetadata()));
        return provider.create(provider.read(Options.of(contract.listenerMetadata())), context);
    }
}
