package io.gost.plugin.socks5;

import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.ConnectRequest;
import io.gost.spi.ConnectorContext;
import io.gost.spi.DatagramBinding;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.DatagramConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.support.DatagramFrames;
import io.gost.spi.support.FixedPeer;
import io.gost.spi.support.Parking;
import io.gost.spi.support.SharedFate;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reaches TCP targets through a SOCKS5 proxy, and any host with datagrams. */
final class Socks5Connector
        implements DatagramConnector, BindingConnector, DatagramBindingConnector {
    private static final String PEER = "socks5 proxy";
    private static final String LOOPBACK = "127.0.0.1";

    /** The node itself: the runtime knows its name. */
    private static final Target NODE = Target.tcp("", 0);

    /** What stands for an address that we do not know yet, or that is for the proxy to choose. */
    private static final Target NULL = Target.tcp("0.0.0.0", 0);

    private final Socks5ConnectorOptions options;
    private final Duration timeout;
    private final Set<Method> offer;
    private final @Nullable Login login;
    private final TlsClient tls;
    private final @Nullable MuxBind muxBind;

    Socks5Connector(
            Socks5ConnectorOptions options, @Nullable Login login, ConnectorContext context) {
        this.options = options;
        this.timeout = options.timeout();
        Security security = security(options, context);
        this.offer = login == null ? Method.withoutLogin(security) : Method.known(security);
        this.login = login;
        this.tls = context.tls();
        this.muxBind = MuxBind.in(context);
    }

    private static Security security(Socks5ConnectorOptions options, ConnectorContext context) {
        if (!context.tls().isSecure()) {
            return options.security();
        }
        if (options.security() == Security.PLAIN) {
            throw new GostException(
                    Category.CONFIG,
                    context.path() + ".metadata.notls: contradicts tls.secure of the connector");
        }
        return Security.REQUIRED;
    }

    @Override
    public CompletionStage<Channel> handshake(Channel channel) {
        CompletionStage<Channel> negotiated =
                new OfferPhase(offer)
                        .run(channel)
                        .thenCompose(
                                method ->
                                        encrypt(channel, method)
                                                .thenCompose(ready -> logIn(ready, method)));
        return Stages.on(Stages.within(negotiated, channel, timeout, PEER), channel.eventLoop());
    }

    private CompletionStage<Channel> encrypt(Channel channel, Method method) {
        return method.encrypts()
                ? tls.connect(channel, NODE, List.of())
                : CompletableFuture.completedStage(channel);
    }

    private CompletionStage<Channel> logIn(Channel channel, Method method) {
        return method.logsIn() && login != null
                ? new CredentialsPhase(login).run(channel)
                : CompletableFuture.completedStage(channel);
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        Target target = request.target();
        return switch (target.network()) {
            case TCP, TCP4, TCP6 -> connect(channel, target);
            case UDP, UDP4, UDP6 ->
                    associate(channel, request)
                            .thenApply(association -> FixedPeer.of(association, target));
            case UNIX, SERIAL, IP -> {
                channel.close();
                yield Stages.failed(
                        Category.CONFIG,
                        "network %s cannot be reached through socks5".formatted(target.network()));
            }
        };
    }

    private CompletionStage<Channel> connect(Channel channel, Target target) {
        if (ByteBufUtil.utf8Bytes(target.host()) > Socks5.MAX_LENGTH) {
            channel.close();
            return Stages.failed(
                    Category.RESOLVE, "host name of more than 255 bytes: " + target.host());
        }
        // The protocol has no empty name; what is meant is the proxy's own host.
        Target named = target.host().isEmpty() ? Target.tcp(LOOPBACK, target.port()) : target;
        return command(channel, Socks5.CONNECT, named).thenApply(_ -> channel);
    }

    @Override
    public CompletionStage<Channel> associate(Channel channel, ConnectRequest request) {
        CompletionStage<Channel> association =
                switch (options.relay()) {
                    case STREAM ->
                            command(channel, Socks5.UDP_TUNNEL, NULL)
                                    .thenApply(_ -> DatagramFrames.over(channel));
                    case UDP ->
                            command(channel, Socks5.UDP_ASSOCIATE, NULL)
                                    .thenCompose(relay -> open(channel, request, relay));
                };
        return association.thenApply(this::limited);
    }

    /**
     * Opens the way to the proxy's relay; one on any address is on the host of the proxy itself.
     */
    private static CompletionStage<Channel> open(
            Channel channel, ConnectRequest request, Target relay) {
        InetAddress host = relay.toSocketAddress().getAddress();
        boolean anywhere = host != null && host.isAnyLocalAddress();
        return request.openDatagrams(anywhere ? new Target(Network.UDP, "", relay.port()) : relay)
                .whenComplete(
                        (datagrams, failure) -> {
                            if (failure == null) {
                                SharedFate.tie(channel, datagrams);
                                Parking.addLayers(datagrams, new RelayedDatagrams());
                            } else {
                                channel.close();
                            }
                        });
    }

    private Channel limited(Channel association) {
        if (options.datagramTimeout().isPositive()) {
            Parking.addLayers(association, new IdleEnd(options.datagramTimeout()));
        }
        return association;
    }

    @Override
    public CompletionStage<Binding> bind(Channel channel, Target address) {
        MuxBind streams = muxBind;
        if (streams == null) {
            channel.close();
            return Stages.failed(
                    Category.CONFIG, "listening through socks5 needs a multiplexer, such as smux");
        }
        return command(channel, Socks5.MUX_BIND, somewhere(address))
                .thenApply(bound -> streams.open(channel, bound));
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams(Channel channel, Target address) {
        return command(channel, Socks5.UDP_TUNNEL, somewhere(address))
                .thenApply(
                        bound ->
                                new DatagramBinding(
                                        bound.toSocketAddress(), DatagramFrames.over(channel)));
    }

    /** The protocol has no empty name; what is meant is any address of the proxy. */
    private static Target somewhere(Target address) {
        return address.host().isEmpty() ? Target.tcp(NULL.host(), address.port()) : address;
    }

    private CompletionStage<Target> command(Channel channel, int command, Target address) {
        if (ByteBufUtil.utf8Bytes(address.host()) > Socks5.MAX_LENGTH) {
            channel.close();
            return Stages.failed(
                    Category.CONFIG, "host name of more than 255 bytes: " + address.host());
        }
        return Stages.within(
                new CommandPhase(command, address).run(channel), channel, timeout, PEER);
    }
}
