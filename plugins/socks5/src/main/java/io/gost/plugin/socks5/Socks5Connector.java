package io.gost.plugin.socks5;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reaches TCP targets through a SOCKS5 proxy. */
final class Socks5Connector implements Connector {
    private static final String PEER = "socks5 proxy";
    private static final String LOOPBACK = "127.0.0.1";

    private final Duration timeout;
    private final @Nullable Login login;

    Socks5Connector(Duration timeout, @Nullable Login login) {
        this.timeout = timeout;
        this.login = login;
    }

    @Override
    public CompletionStage<Channel> handshake(Channel channel) {
        CompletionStage<Channel> negotiated =
                login == null
                        ? OfferPhase.withoutLogin().run(channel).thenApply(_ -> channel)
                        : OfferPhase.withLogin()
                                .run(channel)
                                .thenCompose(method -> logIn(channel, method, login));
        return Stages.on(Stages.within(negotiated, channel, timeout, PEER), channel.eventLoop());
    }

    private static CompletionStage<Channel> logIn(Channel channel, byte method, Login login) {
        return method == Socks5.PASSWORD
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
