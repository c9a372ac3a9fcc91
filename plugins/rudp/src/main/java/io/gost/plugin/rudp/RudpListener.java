package io.gost.plugin.rudp;

import io.gost.spi.Acceptor;
import io.gost.spi.DatagramBinding;
import io.gost.spi.ListenerContext;
import io.gost.spi.Network;
import io.gost.spi.support.PeerChannels;
import io.gost.spi.support.PeerQueues;
import io.gost.spi.support.RebindingListener;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a session of every address that sends datagrams to an address that may be a proxy's. */
final class RudpListener extends RebindingListener {
    private static final int MOST_SESSIONS = 16_384;

    private final PeerChannels.Limits limits;
    private final ListenerContext context;

    RudpListener(PeerQueues queues, ListenerContext context) {
        super(context);
        this.limits = queues.limits(PeerChannels.Life.CONVERSATION, MOST_SESSIONS);
        this.context = context;
    }

    @Override
    public Network network() {
        return Network.UDP;
    }

    @Override
    protected CompletionStage<Bound> bind(Acceptor acceptor) {
        return context.bindDatagrams().thenApply(binding -> serve(binding, acceptor));
    }

    private Bound serve(DatagramBinding binding, Acceptor acceptor) {
        Channel carrier = binding.channel();
        CompletableFuture<Void> lost = new CompletableFuture<>();
        carrier.closeFuture().addListener(_ -> lost.complete(null));
        PeerChannels.take(carrier, limits, acceptor, context.logger());
        return new Bound(binding.address(), lost, carrier::close);
    }
}
