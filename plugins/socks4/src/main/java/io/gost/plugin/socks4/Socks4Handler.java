package io.gost.plugin.socks4;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves CONNECT. */
final class Socks4Handler implements Handler {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration NEVER = Duration.ZERO;

    private final Socks4HandlerOptions options;
    private final boolean authenticates;

    Socks4Handler(Socks4HandlerOptions options, boolean authenticates) {
        this.options = options;
        this.authenticates = authenticates;
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(options.readTimeout());
        new RequestPhase()
                .run(session.channel())
                .thenCompose(request -> authenticate(session, request))
                .thenCompose(request -> serve(session, request))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    /** The user id is a user name without a password. */
    private CompletionStage<Request> authenticate(Session session, Request request) {
        if (!authenticates) {
            return CompletableFuture.completedStage(request);
        }
        return session.authenticate(Credentials.of(request.userId(), ""))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                reply(session, ReplyCode.USER_REFUSED);
                            }
                        })
                .thenApply(_ -> request);
    }

    private CompletionStage<?> serve(Session session, Request request) {
        if (request.command() != Socks4.CONNECT) {
            reply(session, ReplyCode.FAILED);
            return Stages.failed(Category.HANDSHAKE, "socks4 BIND is not supported");
        }
        return connect(session, request.target());
    }

    private CompletionStage<?> connect(Session session, Target requested) {
        // The empty name means this host, and shall be subject to the rules about its address.
        Target target =
                requested.host().isEmpty() ? Target.tcp(LOOPBACK, requested.port()) : requested;
        session.record().put("cmd", "connect");
        if (options.hashByTarget()) {
            session.hashBy(target.toString());
        }
        return session.connect(target)
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                reply(session, ReplyCode.GRANTED);
                                session.relay(upstream, NEVER);
                            } else {
                                var category = GostException.of(failure).category();
                                reply(session, ReplyCode.forConnect(category));
                            }
                        });
    }

    private static void reply(Session session, ReplyCode code) {
        Channel client = session.channel();
        client.writeAndFlush(code.reply(client.alloc()));
    }
}
