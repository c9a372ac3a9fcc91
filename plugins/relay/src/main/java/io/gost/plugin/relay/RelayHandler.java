package io.gost.plugin.relay;

import io.gost.spi.DatagramBinding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.Multiplexer;
import io.gost.spi.Network;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.DatagramFrames;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamedBinding;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Serves CONNECT and BIND, or the targets of the service's forwarder. */
final class RelayHandler implements Handler {
    private static final Duration NEVER = Duration.ZERO;

    private final RelayHandlerOptions options;
    private final HandlerContext context;
    private final @Nullable Multiplexer multiplexer;

    RelayHandler(RelayHandlerOptions options, HandlerContext context) {
        this.options = options;
        this.context = context;
        this.multiplexer = options.bind() ? context.multiplexer() : null;
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(options.readTimeout());
        new RequestPhase()
                .run(session.channel())
                .thenCompose(request -> logIn(session, request))
                .thenCompose(request -> serve(session, request))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    private static CompletionStage<Request> logIn(Session session, Request request) {
        return session.authenticate(request.credentials())
                .thenApply(_ -> request)
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                reply(session, Status.UNAUTHORIZED);
                            }
                        });
    }

    private CompletionStage<?> serve(Session session, Request request) {
        if (context.forwards()) {
            session.record().put("cmd", "forward");
            return tunnel(
                    session,
                    request.network(),
                    session.forward(request.network()),
                    Status::forForward);
        }
        Target address = request.address();
        return switch (request.command()) {
            case RelayProtocol.LEGACY_CONNECT, RelayProtocol.CONNECT ->
                    address == null
                            ? refuse(session, Status.BAD_REQUEST, "a CONNECT without an address")
                            : connect(session, address);
            case RelayProtocol.BIND ->
                    address == null
                            ? refuse(session, Status.BAD_REQUEST, "a BIND without an address")
                            : bind(session, BindAddress.of(address));
            default ->
                    refuse(
                            session,
                            Status.BAD_REQUEST,
                            "command 0x%02x".formatted(request.command()));
        };
    }

    private CompletionStage<?> connect(Session session, Target target) {
        session.record().put("cmd", "connect");
        if (options.hashByTarget()) {
            session.hashBy(target.toString());
        }
        return tunnel(session, target.network(), session.connect(target), Status::forConnect);
    }

    private CompletionStage<?> tunnel(
            Session session,
            Network network,
            CompletionStage<Channel> reaching,
            Function<Category, Status> refusal) {
        return reaching.whenComplete(
                (upstream, failure) -> {
                    if (failure == null) {
                        accept(session.channel(), network);
                        session.relay(upstream, NEVER);
                    } else {
                        reply(session, refusal.apply(GostException.of(failure).category()));
                    }
                });
    }

    private void accept(Channel client, Network network) {
        if (options.nodelay()) {
            client.writeAndFlush(Status.OK.response(client.alloc()));
        } else {
            Parking.addLayers(client, new HeldMessage(Status.OK.response(client.alloc())));
        }
        if (network.isDatagram()) {
            Parking.addLayers(client, new LengthFrames());
        }
    }

    private CompletionStage<?> bind(Session session, Target address) {
        if (multiplexer == null) {
            return refuse(session, Status.FORBIDDEN, "a BIND, which is not enabled");
        }
        session.record().put("cmd", "bind");
        return switch (address.network()) {
            case TCP, TCP4, TCP6 -> bindStreams(session, address, multiplexer);
            case UDP, UDP4, UDP6 -> bindDatagrams(session, address);
            case UNIX, SERIAL, IP ->
                    refuse(
                            session,
                            Status.BAD_REQUEST,
                            "a BIND for the network " + address.network());
        };
    }

    private CompletionStage<?> bindStreams(Session session, Target address, Multiplexer streams) {
        return orRefuse(session, session.bind(address))
                .thenCompose(
                        binding -> {
                            Channel client = session.channel();
                            client.writeAndFlush(
                                    Status.OK.response(client.alloc(), binding.address()));
                            return StreamedBinding.serve(
                                    client,
                                    binding,
                                    streams,
                                    visitor -> Status.OK.response(client.alloc(), visitor),
                                    context.logger(),
                                    session.record());
                        })
                .thenRun(() -> session.end(null));
    }

    private static CompletionStage<?> bindDatagrams(Session session, Target address) {
        return orRefuse(session, session.bindDatagrams(address))
                .thenAccept(bound -> relayDatagrams(session, bound));
    }

    private static void relayDatagrams(Session session, DatagramBinding bound) {
        Channel client = session.channel();
        client.writeAndFlush(Status.OK.response(client.alloc(), bound.address()));
        DatagramFrames.over(client);
        session.relay(bound.channel(), NEVER);
    }

    private static <T> CompletionStage<T> orRefuse(Session session, CompletionStage<T> binding) {
        return binding.whenComplete(
                (_, failure) -> {
                    if (failure != null) {
                        reply(session, Status.forBind(GostException.of(failure).category()));
                    }
                });
    }

    private static CompletionStage<?> refuse(Session session, Status status, String what) {
        reply(session, status);
        return Stages.failed(status.category(), "relay client asked for " + what);
    }

    private static void reply(Session session, Status status) {
        Channel client = session.channel();
        client.writeAndFlush(status.response(client.alloc()));
    }
}
