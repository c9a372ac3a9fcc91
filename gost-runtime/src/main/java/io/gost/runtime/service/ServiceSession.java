package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.net.KeepAlive;
import io.gost.runtime.net.SocketBinding;
import io.gost.runtime.route.Flow;
import io.gost.runtime.route.Forwarder;
import io.gost.spi.Binding;
import io.gost.spi.Credentials;
import io.gost.spi.DatagramBinding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.Network;
import io.gost.spi.Session;
import io.gost.spi.SessionRecord;
import io.gost.spi.Target;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Relay;
import io.gost.spi.support.SharedFate;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One client of one service.
 *
 * <p>Confined to the client channel's event loop. When the client leaves, whatever is under way for
 * it is cancelled; when the session ends, nothing of it is left anywhere.
 */
final class ServiceSession implements Session, Flow {
    private static final Target NOWHERE = Target.tcp("", 0);
    private static final String GONE = "the client has left";

    private final Service service;
    private final Channel channel;
    private final SessionFacts facts;
    private final SessionAccount account;
    private final long startNanos = System.nanoTime();
    // Usually one; a handler of many requests may have several.
    private final List<CompletableFuture<?>> pending = new ArrayList<>(1);
    private Target target = NOWHERE;
    private String clientId = "";
    private @Nullable String hashSource;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean attended;
    private boolean requested;
    private boolean relaying;
    private boolean ended;

    ServiceSession(Service service, Channel channel) {
        this.service = service;
        this.channel = channel;
        ServiceContext now = service.context();
        this.facts = new SessionFacts(now.logger(), channel);
        this.account = now.accounting().open(channel, facts.peer());
    }

    /** Watches the client; called once, before the handler gets the session. */
    void begin() {
        facts.accepted();
        channel.closeFuture().addListener(_ -> clientLeft());
    }

    /** Gives the client a deadline if the handler has neither given one nor begun to serve it. */
    void expectUnlessAttended(Duration timeout) {
        if (!attended) {
            expectWithin(timeout);
        }
    }

    @Override
    public String id() {
        return facts.id();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public Network network() {
        return facts.network();
    }

    @Override
    public SocketAddress clientAddress() {
        return facts.peer();
    }

    @Override
    public SocketAddress localAddress() {
        return channel.localAddress();
    }

    @Override
    public void expectWithin(Duration timeout) {
        attended = true;
        liftDeadline();
        if (ended || !timeout.isPositive()) {
            return;
        }
        long elapsed = requested ? 0 : System.nanoTime() - startNanos;
        long remaining = timeout.toNanos() - elapsed;
        deadline =
                eventLoop()
                        .schedule(
                                () ->
                                        end(
                                                new GostException(
                                                        Category.TIMEOUT,
                                                        "client sent no complete request within "
                                                                + timeout.toMillis()
                                                                + "ms")),
                                Math.max(0, remaining),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials) {
        Authenticator authenticator = service.context().authenticator();
        if (authenticator == null) {
            return CompletableFuture.completedStage("");
        }
        CompletionStage<String> checked =
                Stages.on(authenticator.authenticate(credentials, clientAddress()), eventLoop());
        return checked.thenApply(
                id -> {
                    clientId = id;
                    facts.clientId(id);
                    return id;
                });
    }

    @Override
    public void hashBy(String key) {
        hashSource = key;
    }

    @Override
    public CompletionStage<Channel> connect(Target to, IdleUpstreams idle) {
        heading(to);
        return step(
                now ->
                        now.bypass().contains(to)
                                ? CompletableFuture.failedFuture(
                                        new GostException(
                                                Category.DENIED,
                                                "the service's bypass contains " + to))
                                : now.router().connect(this, to, idle));
    }

    @Override
    public CompletionStage<Channel> forward(Network network) {
        return step(
                now -> {
                    Forwarder forwarder = now.forwarder();
                    return forwarder == null
                            ? CompletableFuture.failedFuture(
                                    new GostException(
                                            Category.CONFIG,
                                            "service " + service.name() + " has no forwarder"))
                            : forwarder.connect(this, network, now.router());
                });
    }

    @Override
    public CompletionStage<Binding> bind(Target address) {
        stepTaken();
        if (ended) {
            return Stages.failed(Category.TIMEOUT, GONE);
        }
        return SocketBinding.open(service.context().network(), address, eventLoop())
                .thenApply(
                        binding -> {
                            channel.closeFuture().addListener(_ -> binding.close());
                            return binding;
                        });
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams(Target address) {
        Bypass bypass = service.context().bypass();
        // A client that is gone keeps the address from the one that comes after it.
        KeepAlive.watch(channel);
        return step(now -> now.network().bindDatagrams(address, eventLoop()))
                .thenApply(socket -> BypassedDatagrams.drop(socket, bypass))
                .thenApply(socket -> new DatagramBinding(socket.localAddress(), socket));
    }

    @Override
    public CompletionStage<Channel> associate(Network network) {
        Bypass bypass = service.context().bypass();
        CompletionStage<Channel> associating = step(now -> now.router().associate(this, network));
        return bypass == Bypass.NONE
                ? associating
                : associating.thenApply(associated -> BypassedDatagrams.drop(associated, bypass));
    }

    @Override
    public void relay(Channel upstream, Duration idleTimeout) {
        if (mayRelay(upstream)) {
            Parking.park(channel);
            join(channel, upstream, idleTimeout);
        }
    }

    @Override
    public void relay(Channel data, Channel upstream, Duration idleTimeout) {
        if (mayRelay(upstream, data)) {
            SharedFate.tie(channel, data);
            account.beside(data);
            join(data, upstream, idleTimeout);
        }
    }

    private boolean mayRelay(Channel... channels) {
        stepTaken();
        if (ended || relaying) {
            for (Channel each : channels) {
                each.close();
            }
            return false;
        }
        relaying = true;
        return true;
    }

    private void join(Channel client, Channel upstream, Duration idleTimeout) {
        facts.relaying(upstream);
        // An upstream on another loop may be what ends the relay.
        Stages.on(Relay.join(client, upstream, idleTimeout), eventLoop())
                .thenAccept(
                        outcome -> {
                            facts.transferred(outcome.leftBytes(), outcome.rightBytes());
                            finish(outcome.failure());
                        });
    }

    @Override
    public void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        attended = true;
        if (!relaying) {
            // Before the channel closes, which would end the session without a cause.
            finish(cause == null ? null : GostException.of(cause));
        }
        HalfClose.closeAfterFlush(channel);
    }

    @Override
    public SessionRecord record() {
        return facts;
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    @Override
    public boolean isWanted() {
        return !ended && channel.isActive();
    }

    @Override
    public void heading(Target to) {
        target = to;
        facts.target(to);
    }

    @Override
    public FieldLogger logger() {
        return facts.logger();
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public @Nullable InetAddress clientIp() {
        return clientAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
    }

    @Override
    public String hashSource() {
        String chosen = hashSource;
        if (chosen != null) {
            return chosen;
        }
        return clientAddress() instanceof InetSocketAddress address
                ? NetUtil.toAddressString(address.getAddress())
                : String.valueOf(clientAddress());
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    /** Begins what the client asked for, unless it is gone; gives up when it goes. */
    private CompletionStage<Channel> step(
            Function<ServiceContext, CompletableFuture<Channel>> begin) {
        stepTaken();
        if (!isWanted()) {
            return Stages.failed(Category.TIMEOUT, GONE);
        }
        // Of the service as it is now, whatever it was when the client came.
        ServiceContext now = service.enter();
        CompletableFuture<Channel> work;
        try {
            work = begin.apply(now);
        } catch (RuntimeException | Error e) {
            now.requests().leave();
            throw e;
        }
        if (work.isDone()) {
            now.requests().leave();
            return work;
        }
        pending.add(work);
        // What is returned completes after that: a handler may begin the next step at once.
        return work.whenComplete(
                (_, _) -> {
                    now.requests().leave();
                    pending.removeIf(Future::isDone);
                });
    }

    private void stepTaken() {
        attended = true;
        requested = true;
        account.requested(clientId);
        liftDeadline();
    }

    private void liftDeadline() {
        ScheduledFuture<?> armed = deadline;
        deadline = null;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    private void clientLeft() {
        // A relay notices by itself, and knows how many bytes went where. A handler that closed the
        // channel because something went wrong is about to say what.
        if (!relaying) {
            eventLoop().execute(this::finishUnlessRelaying);
        }
    }

    private void finishUnlessRelaying() {
        if (!relaying) {
            finish(null);
        }
    }

    private void finish(@Nullable GostException cause) {
        if (ended) {
            return;
        }
        ended = true;
        liftDeadline();
        // Whoever hears of one may begin or drop another.
        List.copyOf(pending).forEach(work -> work.cancel(false));
        long took = System.nanoTime() - startNanos;
        account.ended(cause, relaying, took);
        facts.ended(cause, took);
    }
}
