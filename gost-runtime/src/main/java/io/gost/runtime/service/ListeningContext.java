package io.gost.runtime.service;

import io.gost.runtime.component.LentContext;
import io.gost.runtime.component.LentMultiplexer;
import io.gost.runtime.net.DrainingSockets;
import io.gost.runtime.net.Handover;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.Flow;
import io.gost.runtime.route.ListeningFlow;
import io.gost.runtime.route.Router;
import io.gost.spi.Acceptor;
import io.gost.spi.Binding;
import io.gost.spi.DatagramBinding;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerStatus;
import io.gost.spi.Multiplexer;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a service's listener is lent. */
final class ListeningContext extends LentContext implements ListenerContext {
    private final Target address;
    private final HostNetwork network;
    private final Router router;
    private final EventLoop loop;
    private final TlsServer tls;
    private boolean usesTls;
    private final LentMultiplexer multiplexer;
    private final Accounting accounting;
    private final ServiceJournal journal;
    private volatile Handover handover = new Handover();
    private volatile @Nullable Channel listening;
    private volatile @Nullable Channel inherited;

    ListeningContext(
            String name,
            String path,
            Logger logger,
            Target address,
            HostNetwork network,
            Router router,
            TlsServer tls,
            LentMultiplexer multiplexer,
            Accounting accounting,
            ServiceJournal journal) {
        super(name, path, logger);
        this.address = address;
        this.network = network;
        this.router = router;
        this.loop = network.sockets().nextLoop();
        this.tls = tls;
        this.multiplexer = multiplexer;
        this.accounting = accounting;
        this.journal = journal;
    }

    @Override
    public Target address() {
        return address;
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public CompletionStage<Binding> bind() {
        return router.bind(flow(address), address);
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams() {
        Target datagrams = address.over(Network.UDP);
        return router.bindDatagrams(flow(datagrams), datagrams);
    }

    @Override
    public void statusChanged(ListenerStatus status) {
        journal.heard(status);
    }

    private Flow flow(Target target) {
        return new ListeningFlow(loop, target, logger());
    }

    @Override
    public TlsServer tls() {
        usesTls = true;
        return tls;
    }

    /** Whether the listener asked for TLS when it was made. */
    boolean usesTls() {
        return usesTls;
    }

    @Override
    public Multiplexer multiplexer(int version) {
        return multiplexer.create(version, this);
    }

    /** What is bound from now on is part of a change. */
    void during(Handover change) {
        handover = change;
    }

    /** Gives up the socket, unless the change fails. */
    void giveUp(Handover change) {
        Channel socket = listening;
        if (socket != null) {
            change.offer(name(), socket);
        }
    }

    /**
     * When the socket of a listener that has stopped is not held any more; at once when there is
     * none. Datagrams of connections that go on keep theirs, until somebody else wants the address.
     */
    CompletionStage<Void> released() {
        Channel socket = listening;
        if (socket == null) {
            return CompletableFuture.completedStage(null);
        }
        return socket instanceof DatagramChannel
                ? drained(socket)
                : Stages.of(socket.closeFuture()).thenApply(_ -> null);
    }

    private CompletionStage<Void> drained(Channel socket) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        // Behind what the listener has asked the loop for when it stopped, closing the socket too.
        socket.eventLoop()
                .execute(
                        () -> {
                            if (socket.isOpen()) {
                                network.draining().add(address, socket);
                                seen.complete(null);
                            } else {
                                DrainingSockets.close(socket).thenAccept(seen::complete);
                            }
                        });
        return seen;
    }

    @Override
    public CompletionStage<Channel> listen(SocketOptions options, Acceptor acceptor) {
        EventLoop loop = network.sockets().nextLoop();
        // GOST listens on IPv4 alone when a host is named, on both families for “:8080” and
        // “[::]:8080”.
        boolean named = !address.host().isEmpty() && address.host().indexOf(':') < 0;
        Target local = named ? address.over(Network.TCP4) : address;
        return network.names()
                .resolveLocal(local, loop)
                .thenCompose(
                        resolved ->
                                network.sockets()
                                        .listen(
                                                name(),
                                                local.network(),
                                                resolved,
                                                options,
                                                accepted -> accept(accepted, acceptor),
                                                handover))
                .thenApply(
                        socket -> {
                            listening = socket;
                            socket.pipeline().addLast(new AcceptWatch(journal));
                            return socket;
                        });
    }

    private void accept(Channel socket, Acceptor acceptor) {
        accounting.meterSocket(socket);
        acceptor.accept(socket);
    }

    @Override
    public CompletionStage<Channel> listenDatagrams() {
        return closeUnused()
                .thenCompose(_ -> network.listenDatagrams(address, network.sockets().nextLoop()))
                .thenApply(
                        socket -> {
                            listening = socket;
                            return socket;
                        });
    }

    /** Who has been given a socket and opens another one has no use for it. */
    private CompletionStage<Void> closeUnused() {
        Channel unused = inherited;
        inherited = null;
        return unused == null
                ? CompletableFuture.completedStage(null)
                : DrainingSockets.close(unused);
    }

    @Override
    public Optional<Channel> inheritDatagrams() {
        Optional<Channel> left = network.draining().take(address);
        left.ifPresent(
                socket -> {
                    inherited = socket;
                    listening = socket;
                });
        return left;
    }
}
