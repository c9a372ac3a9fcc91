package io.gost.runtime.service;

import io.gost.runtime.config.ServiceStatus;
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
    private final ServiceReports reports;
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SocketAddress bound;
    private volatile boolean closed;

    Service(
            ServiceContext context,
            Listener listener,
            Handler handler,
            HandlingContext handlingContext,
            ServiceReports reports) {
        this.context = context;
        this.listener = listener;
        this.handler = handler;
        this.handlingContext = handlingContext;
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
     * Binds and begins to accept.
     *
     * @return the bound address; fails with a {@link GostException} that names the address
     */
    public CompletionStage<SocketAddress> start() {
        reports.start();
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
                    context.logger()
                            .info(
                                    "listening on {}/{}",
                                    address instanceof InetSocketAddress inet
                                            ? NetUtil.toSocketAddressString(inet)
                                            : address,
                                    listener.network());
                    return address;
                });
    }

    /**
     * Stops accepting. Sessions go on.
     *
     * @return done
     */
    public CompletionStage<Void> stopAccepting() {
        reports.journal().closed();
        try {
            return listener.stop();
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
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
        channel.closeFuture().addListener(_ -> clients.remove(channel));
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
    }
}
