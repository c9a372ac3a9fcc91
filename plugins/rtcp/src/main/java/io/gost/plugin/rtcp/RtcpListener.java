package io.gost.plugin.rtcp;

import io.gost.spi.Acceptor;
import io.gost.spi.Binding;
import io.gost.spi.ListenerContext;
import io.gost.spi.support.RebindingListener;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts what arrives at an address that may be a proxy's. */
final class RtcpListener extends RebindingListener {
    private final ListenerContext context;

    RtcpListener(ListenerContext context) {
        super(context);
        this.context = context;
    }

    @Override
    protected CompletionStage<Bound> bind(Acceptor acceptor) {
        return context.bind().thenApply(binding -> serve(binding, acceptor));
    }

    private static Bound serve(Binding binding, Acceptor acceptor) {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        acceptNext(binding, acceptor, lost);
        return new Bound(binding.address(), lost, binding::close);
    }

    private static void acceptNext(
            Binding binding, Acceptor acceptor, CompletableFuture<Void> lost) {
        binding.accept()
                .whenComplete(
                        (visitor, failure) -> {
                            if (failure == null) {
                                give(visitor, acceptor);
                                acceptNext(binding, acceptor, lost);
                            } else {
                                lost.completeExceptionally(failure);
                            }
                        });
    }

    /** A stream of a shared session lives on the session's loop. */
    private static void give(Channel visitor, Acceptor acceptor) {
        if (visitor.eventLoop().inEventLoop()) {
            acceptor.accept(visitor);
        } else {
            visitor.eventLoop().execute(() -> acceptor.accept(visitor));
        }
    }
}
