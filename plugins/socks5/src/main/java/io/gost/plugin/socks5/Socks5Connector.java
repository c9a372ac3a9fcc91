package io.gost.plugin.socks5;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reaches TCP targets through a SOCKS5 proxy. */
final class Socks5Connector implements Connector {
    private static final String PEER = "socks5 proxy";
    private static final String LOOPBACK = "127.0.0.1";

    /** The node itself: the runtime knows its name. */
    private static final Target NODE = Target.tcp("", 0);

    private final Duration timeout;
    private final Set<Method> offer;
    private final @Nullable Login login;
    private final TlsClient tls;

    Socks5Connector(Socks5ConnectorOptions options, @Nullable Login login, TlsClient tls) {
        this.timeout = options.timeout();
        this.offer =
                login == null
                        ? Method.withoutLogin(options.security())
                        : Method.known(options.security());
        this.login = login;
        this.tls = tls;
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
            case UDP, UDP4, UDP6, UNIX, SERIAL, IP -> {
                channel.close();
                yield Stages.failed(
                        Category.CONFIG,
                        "network %s cannot be reached through socks5 in this version"
                                .formatted(target.network()));
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
        return Stages.within(new ConnectPhase(named).run(channel), channel, timeout, PEER);
    }
}
