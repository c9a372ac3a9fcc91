package io.gost.runtime.service;

import io.gost.runtime.config.ServiceStatus;
import io.gost.spi.DrainEvent;
import io.gost.spi.ListenerStatus;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listener whose connections go to a handler. It lives from the configuration that first names it
 * to the one that names it no longer; what it listens with, what handles its clients and what its
 * requests use may change meanwhile.
 *
 * <p>Any thread may look at it and close it; each session runs on its own event loop.
 */
public final class Service implements Part.Resource {
    private static final Duration UNATTENDED = Duration.ofSeconds(15);

    private final String name;
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServiceState state;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean closed;

    Service(String name) {
        this.name = name;
    }

    /**
     * The service's name.
     *
     * @return the name
     */
    @Override
    public String name() {
        return name;
    }

    /** What it is made of now. */
    ServiceState state() {
        ServiceState now = state;
        if (now == null) {
            throw new IllegalStateException("service " + name + " does not run yet");
        }
        return now;
    }

    /** Gives new clients and new requests what this configuration says. */
    void use(ServiceState next) {
        state = next;
    }

    /** What requests use now. */
    ServiceContext context() {
        return state().context();
    }

    /** What a request uses: it has to leave it when it has got its channel, or has given up. */
    ServiceContext enter() {
        while (true) {
            ServiceContext now = context();
            now.requests().enter();
            if (isCurrent(now)) {
                return now;
            }
            // Replaced in this moment, and perhaps already closed.
            now.requests().leave();
        }
    }

    /** Whether requests use this and nothing later. */
    @SuppressWarnings("ReferenceEquality") // an equal one is another one
    boolean isCurrent(ServiceContext context) {
        return context() == context;
    }

    /**
     * Where the service listens.
     *
     * @return the bound address, empty before the service is started and while an address on a
     *     proxy is lost
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
     * @return the status, empty before the service is started
     */
    public Optional<ListenerStatus> status() {
        return Optional.ofNullable(state).flatMap(now -> now.listening().status());
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

    /**
     * What the Web API shows of the service. Asking changes nothing.
     *
     * @return a moment's picture
     */
    public ServiceStatus report() {
        ServiceReports reports = state().reports();
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

    @Override
    public boolean isInUse() {
        return !clients.isEmpty();
    }

    /** Closes every client. */
    @Override
    public void close() {
        closed = true;
        clients.forEach(Channel::close);
    }

    /** Takes a connection, on its event loop. */
    void accept(Channel channel) {
        if (state == null || (draining && isCarried(channel))) {
            // A listener accepts before the change that it is part of is made, or a client opens
            // one more stream of a session that would otherwise never end.
            channel.close();
            return;
        }
        clients.add(channel);
        Handling handling = enterHandling();
        channel.closeFuture()
                .addListener(
                        _ -> {
                            handling.clients().leave();
                            left(channel);
                        });
        ServiceSession session = new ServiceSession(this, channel);
        session.begin();
        if (closed) {
            // Accepted while the service was closing its clients.
            session.end(null);
            return;
        }
        try {
            handling.handle(session);
            session.expectUnlessAttended(UNATTENDED);
        } catch (RuntimeException | Error e) {
            session.end(e);
        }
        if (draining) {
            announceStop(channel);
        }
    }

    /** Whether it came over a connection that had been there before. */
    private static boolean isCarried(Channel channel) {
        Channel parent = channel.parent();
        return parent != null && !(parent instanceof ServerChannel);
    }

    private void left(Channel channel) {
        clients.remove(channel);
        completeWhenDrained();
    }

    @SuppressWarnings("ReferenceEquality") // another one is what a change brings
    private Handling enterHandling() {
        while (true) {
            Handling now = state().handling();
            now.clients().enter();
            if (state().handling() == now) {
                return now;
            }
            now.clients().leave();
        }
    }
}
