package io.gost.spi.testkit;

import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.Relay;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/** Two sessions over one connection; streams of the server's side lead to the latest target. */
final class MultiplexerRig {
    private final TestNetwork network;
    private final Multiplexer multiplexer;
    private final InetSocketAddress address;
    private volatile boolean trickling;
    private Channel carrier;
    private MultiplexSession client;
    private volatile @Nullable MultiplexSession server;

    MultiplexerRig(TestNetwork network, MultiplexerContract contract) {
        this.network = network;
        network.router().forwardToLatest();
        multiplexer =
                create(
                        contract.multiplexerProvider(),
                        Options.of(contract.multiplexerMetadata()),
                        new TestPluginContext(network));
        address = (InetSocketAddress) network.listen(this::serve).localAddress();
    }

    /** Lets everything arrive byte by byte. */
    MultiplexerRig trickling() {
        trickling = true;
        return this;
    }

    TunnelChecks tunnels() {
        return new TunnelChecks(network, (_, narrow) -> open(narrow));
    }

    /** Where the server's side listens. */
    InetSocketAddress address() {
        return address;
    }

    /** The connection, on the client's side. */
    Channel carrier() {
        return Objects.requireNonNull(carrier, "no stream was opened");
    }

    /** The client's session. */
    MultiplexSession client() {
        return Objects.requireNonNull(client, "no stream was opened");
    }

    /** The latest session of the server's side. */
    MultiplexSession server() {
        return Objects.requireNonNull(server, "nobody has connected");
    }

    /** Opens a stream of the one session. */
    Peer open(boolean narrow) {
        if (client == null) {
            carrier = Await.result(network.dial(address, network.nextLoop()));
            client = Await.on(carrier.eventLoop(), this::startClient);
            network.closing(client::close);
        }
        Channel stream =
                Await.stageOn(
                        carrier.eventLoop(), () -> client.open().thenApply(this::checkOpened));
        return network.bridge(stream, narrow ? TestNetwork.NARROW : 0);
    }

    private Channel checkOpened(Channel stream) {
        Checks.onLoop(network, carrier.eventLoop(), "the completion of open()");
        Checks.parked(network, stream);
        return stream;
    }

    private MultiplexSession startClient() {
        trickle(carrier);
        return multiplexer.client(carrier, Channel::close);
    }

    private void serve(Channel connection) {
        trickle(connection);
        server = multiplexer.server(connection, this::accept);
    }

    private void accept(Channel stream) {
        Checks.onLoop(network, stream.eventLoop(), "a stream given to the acceptor");
        Checks.parked(network, stream);
        network.router()
                .find(network.router().forwardTarget())
                .thenCompose(target -> network.dial(target, stream.eventLoop()))
                .thenAccept(upstream -> Relay.join(stream, upstream, Duration.ZERO));
    }

    private void trickle(Channel connection) {
        if (trickling) {
            connection.pipeline().addFirst(new Trickle());
        }
    }

    private static <O> Multiplexer create(
            MultiplexerProvider<O> provider, Options options, TestPluginContext context) {
        return provider.create(provider.read(options), context);
    }
}
