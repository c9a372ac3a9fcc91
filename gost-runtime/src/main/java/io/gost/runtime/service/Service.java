package io.gost.runtime.service;

import io.gost.runtime.config.ServiceStatus;
import io.gost.runtime.service.LifecycleCommands.Phase;
import io.gost.spi.DrainEvent;
import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Listener;
import io.gost.spi.ListenerStatus;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A listener whose connections go to a handler.
 *
 * <p>Any thread may start and stop it; each session runs on its own event loop.
 */
public final class Service {
    private static final Duration UNATTENDED = Duration.ofSeconds(15);

    private final ServiceContext context;
    private final Listener listener;
    private final Handler handler;
    private final HandlingContext handlingContext;
    private final LifecycleCommands commands;
    private final ServiceReports reports;
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SocketAddress bound;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final AtomicReference<@Nullable CompletionStage<Void>> stopping =
            new AtomicReference<>();
    private volatile boolean draining;
    private volatile boolean closed;

    Service(
            ServiceContext context,
            Listener listener,
            Handler handler,
            HandlingContext handlingContext,
            LifecycleCommands commands,
            ServiceReports reports) {
        this.context = context;
        this.listener = listener;
        this.handler = handler;
        this.handlingContext = handlingContext;
        this.commands = commands;
        this.reports = reports;
    }

    /**
     * The service's name.
     *
     * @return the name
     */
    public String name() {
        return context.name();
    }

    /** What all its sessions share. */
    ServiceContext context() {
        return context;
    }

    /**
     * Runs the commands for that, binds and begins to accept.
     *
     * @return the bound address; fails with a {@link GostException} that names the address
     */
    public CompletionStage<SocketAddress> start() {
        reports.start();
        return commands.run(Phase.PRE_UP, null)
                .thenCompose(_ -> listen())
                .thenCompose(
                        address ->
                                commands.run(Phase.POST_UP, text(address)).thenApply(_ -> address));
    }

    private CompletionStage<SocketAddress> listen() {
        CompletionStage<SocketAddress> starting;
        try {
            starting = listener.start(this::accept);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
        return starting.thenApply(
                address -> {
                    bound = address;
                    reports.journal().listening(address);
                    context.logger().info("listening on {}/{}", text(address), listener.network());
                    return address;
                });
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : address.toString();
    }

    /**
     * Runs the commands for that and stops accepting. Sessions go on. Asking again gives the same
     * stage.
     *
     * @return done
     */
    public CompletionStage<Void> stopAccepting() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletionStage<Void> begun = stopping.compareAndExchange(null, first);
        if (begun != null) {
            return begun;
        }
        CompletionStage<Void> ready =
                bound == null
                        ? CompletableFuture.completedStage(null)
                        : commands.run(Phase.PRE_DOWN, boundText());
        ready.thenCompose(_ -> stopListening())
                .whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                first.complete(null);
                            } else {
                                first.completeExceptionally(GostException.of(failure));
                            }
                        });
        return first;
    }

    private CompletionStage<Void> stopListening() {
        reports.journal().closed();
        try {
            return listener.stop();
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    private @Nullable String boundText() {
        SocketAddress address = bound;
        return address == null ? null : text(address);
    }

    /**
     * Tells the clients that the service stops, so that those between two requests leave.
     *
     * @return when nobody is connected any more
     */
    public CompletionStage<Void> drain() {
        draining = true;
        clients.forEach(Service::announceStop);
        completeWhenDrained();
        return drained;
    }

    private static void announceStop(Channel client) {
        client.eventLoop()
                .execute(() -> client.pipeline().fireUserEventTriggered(DrainEvent.INSTANCE));
    }

    private void completeWhenDrained() {
        if (draining && clients.isEmpty()) {
            drained.complete(null);
        }
    }

    /** The longest that {@link #start} and {@link #stopAccepting} may take for commands alone. */
    Duration timeForCommands() {
        return commands.longest(Phase.PRE_UP, Phase.POST_UP, Phase.PRE_DOWN);
    }

    /**
     * Runs the commands for when everything is closed, if the service was ever started.
     *
     * @return done
     */
    CompletionStage<Void> runLastCommands() {
        return bound == null
                ? CompletableFuture.completedStage(null)
                : commands.run(Phase.POST_DOWN, boundText());
    }

    /**
     * Whether {@link #start} may take any time, because its address is on a proxy.
     *
     * @return {@code true} when nobody should wait for it
     */
    public boolean startsLater() {
        return listener.startsLater();
    }

    /**
     * Where the service listens.
     *
     * @return the bound address, empty before {@link #start} has completed and while an address on
     *     a proxy is lost
     */
    public Optional<SocketAddress> address() {
        return status().map(
                        status ->
                                status instanceof ListenerStatus.Listening(SocketAddress address)
                                        ? address
                                        : null);
    }

    /**
     * How it stands with the service's address.
     *
     * @return the status, empty before {@link #start} has completed
     */
    public Optional<ListenerStatus> status() {
        return listener.status()
                .or(() -> Optional.ofNullable(bound).map(ListenerStatus.Listening::new));
    }

    /**
     * How many clients are connected.
     *
     * @return 0 or more
     */
    public int clientCount() {
        return clients.size();
    }

    /**
     * What the Web API shows of the service. Asking changes nothing.
     *
     * @return a moment's picture
     */
    public ServiceStatus report() {
        ServiceJournal.Moment moment = reports.journal().moment();
        Counters counters = reports.statistics();
        return new ServiceStatus(
                reports.journal().createTime(),
                moment.state().toString(),
                moment.events(),
                counters == null ? null : counters.snapshot().toStats(),
                moment.lastError(),
                false,
                List.of());
    }

    /** Closes every client and the handler. */
    public void close() {
        closed = true;
        clients.forEach(Channel::close);
        try {
            handler.close();
        } finally {
            handlingContext.closeDelegates();
            reports.close();
            context.accounting().close();
        }
    }

    private void accept(Channel channel) {
        clients.add(channel);
        channel.closeFuture().addListener(_ -> left(channel));
        ServiceSession session = new ServiceSession(context, channel);
        session.begin();
        if (closed) {
            // Accepted while the service was closing its clients.
            session.end(null);
            return;
        }
        try {
            handler.handle(session);
            session.expectUnlessAttended(UNATTENDED);
        } catch (RuntimeException | Error e) {
            session.end(e);
        }
        if (draining) {
            announceStop(channel);
        }
    }

    private void left(Channel channel) {
        clients.remove(channel);
        completeWhenDrained();
    }
}
