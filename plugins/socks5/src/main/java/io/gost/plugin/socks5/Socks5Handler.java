package io.gost.plugin.socks5;

import io.gost.spi.Binding;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves CONNECT, BIND and what carries datagrams. */
final class Socks5Handler implements Handler {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration NEVER = Duration.ZERO;

    // RFC 1929 §2: VER, STATUS.
    private static final byte[] LOGGED_IN = {Socks5.LOGIN_VERSION, 0};
    private static final byte[] LOGIN_REFUSED = {Socks5.LOGIN_VERSION, 1};

    private final Socks5HandlerOptions options;
    private final Set<Method> methods;
    private final TlsServer tls;
    private final DatagramService datagrams;
    private final @Nullable MuxBind muxBind;

    Socks5Handler(Socks5HandlerOptions options, HandlerContext context) {
        this.options = options;
        this.methods =
                context.authenticates()
                        ? Method.withLogin(options.security())
                        : Method.withoutLogin(options.security());
        this.tls = context.tls();
        this.datagrams = new DatagramService(options, context);
        this.muxBind = options.bind() ? MuxBind.in(context) : null;
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(options.readTimeout());
        negotiate(session)
                .thenCompose(_ -> new RequestPhase().run(session.channel()))
                .thenCompose(request -> serve(session, request))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    private CompletionStage<?> negotiate(Session session) {
        return new GreetingPhase(methods)
                .run(session.channel())
                .thenCompose(
                        method ->
                                encrypt(session.channel(), method)
                                        .thenCompose(_ -> logIn(session, method)));
    }

    private CompletionStage<?> encrypt(Channel channel, Method method) {
        return method.encrypts()
                ? tls.accept(channel, List.of())
                : CompletableFuture.completedStage(channel);
    }

    private static CompletionStage<?> logIn(Session session, Method method) {
        return method.logsIn()
                ? new LoginPhase()
                        .run(session.channel())
                        .thenCompose(credentials -> check(session, credentials))
                : CompletableFuture.completedStage(session);
    }

    private static CompletionStage<?> check(Session session, Credentials credentials) {
        return session.authenticate(credentials)
                .whenComplete(
                        (_, failure) -> {
                            byte[] status = failure == null ? LOGGED_IN : LOGIN_REFUSED;
                            ByteBuf reply = session.channel().alloc().buffer(status.length);
                            session.channel().writeAndFlush(reply.writeBytes(status));
                        });
    }

    private CompletionStage<?> serve(Session session, Request request) {
        Target address = request.address();
        return switch (request.command()) {
            case Socks5.CONNECT -> connect(session, address);
            case Socks5.BIND ->
                    options.bind()
                            ? bind(session, address)
                            : refuse(session, request, ReplyCode.NOT_ALLOWED);
            case Socks5.MUX_BIND ->
                    muxBind == null
                            ? refuse(session, request, unavailable(options.bind()))
                            : bind(session, address, muxBind);
            case Socks5.UDP_ASSOCIATE ->
                    options.udp()
                            ? datagrams.associate(session)
                            : refuse(session, request, ReplyCode.NOT_ALLOWED);
            case Socks5.UDP_TUNNEL -> tunnel(session, request);
            default -> refuse(session, request, ReplyCode.COMMAND_NOT_SUPPORTED);
        };
    }

    /** Without a port the client wants to send to anybody, with one to hear from anybody. */
    private CompletionStage<?> tunnel(Session session, Request request) {
        boolean binds = request.address().port() != 0;
        if (binds ? !options.bind() : !options.udp()) {
            return refuse(session, request, ReplyCode.NOT_ALLOWED);
        }
        return binds ? datagrams.bind(session, request.address()) : datagrams.tunnel(session);
    }

    private CompletionStage<?> connect(Session session, Target address) {
        // The empty name means this host, and shall be subject to the rules about its address.
        Target target =
                Target.tcp(address.host().isEmpty() ? LOOPBACK : address.host(), address.port());
        session.record().put("cmd", "connect");
        if (options.hashByTarget()) {
            session.hashBy(target.toString());
        }
        return session.connect(target)
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                reply(session, upstream.localAddress());
                                session.relay(upstream, NEVER);
                            } else {
                                var category = GostException.of(failure).category();
                                reply(session, ReplyCode.forConnect(category));
                            }
                        });
    }

    private CompletionStage<?> bind(Session session, Target address, MuxBind streams) {
        session.record().put("cmd", "mbind");
        return listen(session, address)
                .thenCompose(
                        binding -> {
                            reply(
                                    session,
                                    options.reachable(binding.address(), session.localAddress()));
                            return streams.serve(session, binding, !options.comp());
                        })
                .thenRun(() -> session.end(null));
    }

    private static CompletionStage<Binding> listen(Session session, Target address) {
        return session.bind(address)
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                var category = GostException.of(failure).category();
                                reply(session, ReplyCode.forBind(category));
                            }
                        });
    }

    private CompletionStage<?> bind(Session session, Target address) {
        session.record().put("cmd", "bind");
        return listen(session, address)
                .thenCompose(binding -> awaitVisitor(session, binding))
                .thenAccept(
                        visitor -> {
                            reply(session, visitor.remoteAddress());
                            session.relay(visitor, NEVER);
                        });
    }

    private CompletionStage<Channel> awaitVisitor(Session session, Binding binding) {
        reply(session, options.reachable(binding.address(), session.localAddress()));
        return new AcceptPhase(binding)
                .run(session.channel())
                .whenComplete((_, _) -> binding.close());
    }

    private static CompletionStage<?> refuse(Session session, Request request, ReplyCode code) {
        reply(session, code);
        return Stages.failed(
                code.category(),
                "socks5 command 0x%02x: %s".formatted(request.command(), code.meaning()));
    }

    private static ReplyCode unavailable(boolean permitted) {
        return permitted ? ReplyCode.COMMAND_NOT_SUPPORTED : ReplyCode.NOT_ALLOWED;
    }

    private static void reply(Session session, ReplyCode code) {
        code.send(session.channel());
    }

    private static void reply(Session session, SocketAddress address) {
        ReplyCode.SUCCEEDED.send(session.channel(), address);
    }
}
