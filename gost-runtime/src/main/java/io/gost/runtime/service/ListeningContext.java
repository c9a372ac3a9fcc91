package io.gost.runtime.service;

import io.gost.runtime.component.LentContext;
import io.gost.runtime.component.LentMultiplexer;
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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

    /** When the socket that was listened on is not held any more; at once when there is none. */
    CompletionStage<Void> released() {
        Channel socket = listening;
        return socket == null
                ? CompletableFuture.completedStage(null)
                : Stages.of(socket.closeFuture()).thenApply(_ -> null);
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
        return network.listenDatagrams(address, network.sockets().nextLoop());
    }
}
