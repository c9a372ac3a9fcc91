package io.gost.plugin.socks4;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reaches TCP targets through a SOCKS4 proxy. */
final class Socks4Connector implements Connector {
    private static final String PEER = "socks4 proxy";
    private static final String LOOPBACK = "127.0.0.1";

    private final Socks4ConnectorOptions options;
    private final byte[] userId;

    Socks4Connector(Socks4ConnectorOptions options, byte[] userId) {
        this.options = options;
        this.userId = userId;
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        CompletionStage<Channel> connected =
                sendable(request).thenCompose(target -> ask(channel, target));
        connected.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        channel.close();
                    }
                });
        return Stages.on(
                Stages.within(connected, channel, options.timeout(), PEER), channel.eventLoop());
    }

    private CompletionStage<Channel> ask(Channel channel, Target target) {
        ConnectPhase phase =
                options.disable4a()
                        ? ConnectPhase.byAddress(target, userId)
                        : ConnectPhase.byName(target, userId);
        return phase.run(channel);
    }

    /** The target in a form that the request can carry. */
    private CompletionStage<Target> sendable(ConnectRequest request) {
        Target target = request.target();
        return switch (target.network()) {
            case TCP, TCP4, TCP6 ->
                    options.disable4a() ? sendableAddress(request) : sendableName(target);
            case UDP, UDP4, UDP6, UNIX, SERIAL, IP ->
                    Stages.failed(
                            Category.CONFIG,
                            "network %s cannot be reached through socks4"
                                    .formatted(target.network()));
        };
    }

    /** Literals travel as text, too: it is what GOST sends. */
    private static CompletionStage<Target> sendableName(Target target) {
        String host = target.host();
        if (host.isEmpty()) {
            return CompletableFuture.completedStage(proxyItself(target));
        }
        return ByteBufUtil.utf8Bytes(host) > Socks4.MAX_LENGTH || host.indexOf('\0') >= 0
                ? Stages.failed(
                        Category.RESOLVE, "host name of more than 255 bytes or with a NUL: " + host)
                : CompletableFuture.completedStage(target);
    }

    private static CompletionStage<Target> sendableAddress(ConnectRequest request) {
        Target target = request.target();
        if (target.host().isEmpty()) {
            return CompletableFuture.completedStage(proxyItself(target));
        }
        if (NetUtil.isValidIpV4Address(target.host())) {
            return CompletableFuture.completedStage(target);
        }
        return target.isLiteral()
                ? Stages.failed(
                        Category.RESOLVE,
                        "socks4 with disable4a carries IPv4 addresses only, not " + target.host())
                : request.resolve(Network.TCP4);
    }

    /** The protocol has no empty host; what is meant is the proxy's own. */
    private static Target proxyItself(Target target) {
        return Target.tcp(LOOPBACK, target.port());
    }
}
