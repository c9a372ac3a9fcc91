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
import io.gost.spi.testkit.Contract.Capability;
import io.gost.spi.testkit.Transcript.Turn;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A listener and a dialer as the runtime uses them; what is accepted leads to the latest target.
 * For a half that is not under test speaks whom the contract names.
 */
final class TransportRig {
    private final TestNetwork network;
    private final StreamContract contract;
    private final @Nullable Dialer dialer;
    private final AtomicInteger accepted = new AtomicInteger();

    TransportRig(TestNetwork network, StreamContract contract) {
        this.network = network;
        this.contract = contract;
        network.router().forwardToLatest();
        if (contract instanceof DialerContract dialing) {
            dialer = dialer(dialing, dialing.dialerProvider());
            network.closing(dialer::close);
        } else {
            dialer = null;
        }
    }

    /** Opens streams from end to end. */
    TunnelChecks.Opening opening(boolean trickling) {
        InetSocketAddress server = server(trickling);
        return (_, narrow) -> open(server, trickling, narrow);
    }

    /** Opens a stream to the server. */
    Peer open(InetSocketAddress server) throws IOException {
        return open(server, false, false);
    }

    private InetSocketAddress server(boolean trickling) {
        return contract instanceof ListenerContract
                ? start(listener(TestNetwork.loopback(), trickling))
                : ((DialerContract) contract).listenerSide().start(network, null);
    }

    private Peer open(InetSocketAddress server, boolean trickling, boolean narrow)
            throws IOException {
        if (dialer != null) {
            return network.bridge(
                    Await.result(dial(server, trickling)), narrow ? TestNetwork.NARROW : 0);
        }
        Target anywhere = Target.of(Network.TCP, server);
        return ((ListenerContract) contract)
                .dialerSide()
                .open(network, new ClientSide.Call(server, anywhere, null, narrow));
    }

    Listener listener(InetSocketAddress address, boolean trickling) {
        return listener(
                address,
                channel -> {
                    if (trickling) {
                        channel.pipeline().addFirst(new Trickle());
                    }
                });
    }

    private Listener listener(InetSocketAddress address, Consumer<Channel> prepare) {
        TestListenerContext context = new TestListenerContext(network, address, prepare);
        ListenerContract listening = (ListenerContract) contract;
        return listener(listening, listening.listenerProvider(), context);
    }

    /** What a client says, and hears, until it is accepted. */
    List<Turn> recordClient() throws IOException {
        Transcript transcript = new Transcript();
        InetSocketAddress server =
                start(
                        listener(
                                TestNetwork.loopback(),
                                channel -> channel.pipeline().addFirst(transcript)));
        int before = accepted.get();
        Peer client = open(server);
        if (contract.without().contains(Capability.SERVER_FIRST)) {
            client.send(new byte[1]);
        }
        Await.until("the client is accepted", () -> accepted.get() > before);
        transcript.stop();
        client.close();
        return transcript.turns();
    }

    /** What a server says, and hears, until the transport stands. */
    List<Turn> recordServer() {
        network.router().route(network.server(LoopbackServer.Behaviour.ECHO));
        InetSocketAddress server = server(false);
        Transcript transcript = new Transcript();
        Channel channel = Await.result(network.dial(server, network.nextLoop()));
        channel.pipeline().addFirst(transcript);
        Channel ready = Await.result(handshake(channel, server));
        transcript.stop();
        ready.close();
        return transcript.turns();
    }

    /** Starts a listener that the network stops. */
    InetSocketAddress start(Listener listener) {
        network.closing(() -> Await.result(listener.stop()));
        return (InetSocketAddress) Await.result(listener.start(this::accept));
    }

    Dialer dialer() {
        return Objects.requireNonNull(dialer, "the contract has no dialer");
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
                        dialer().dial(request)
                                .thenCompose(
                                        channel -> {
                                            if (trickling) {
                                                channel.pipeline().addFirst(new Trickle());
                                            }
                                            return dialer().handshake(channel, request);
                                        })
                                .whenComplete(
                                        (channel, failure) -> {
                                            Checks.onLoop(
                                                    network,
                                                    loop,
                                                    "the completion of a dialer's stage");
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
                () -> dialer().handshake(channel, request).toCompletableFuture());
    }

    private void accept(Channel channel) {
        accepted.incrementAndGet();
        Checks.onLoop(network, channel.eventLoop(), "a connection given to the acceptor");
        Checks.parked(network, channel);
        network.router()
                .find(network.router().forwardTarget())
                .thenCompose(address -> network.dial(address, channel.eventLoop()))
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                Relay.join(channel, upstream, Duration.ZERO);
                            } else {
                                channel.close(); // the target has gone with the test
                            }
                        });
    }

    private <O> Dialer dialer(DialerContract dialing, DialerProvider<O> provider) {
        TestDialerContext context = new TestDialerContext(network, "", null);
        context.multiplexers(
                new TestMultiplexers(contract.multiplexers(), dialing.dialerMetadata()));
        return provider.create(provider.read(Options.of(dialing.dialerMetadata())), context);
    }

    private <O> Listener listener(
            ListenerContract listening, ListenerProvider<O> provider, TestListenerContext context) {
        context.multiplexers(
                new TestMultiplexers(contract.multiplexers(), listening.listenerMetadata()));
        return provider.create(provider.read(Options.of(listening.listenerMetadata())), context);
    }
}
